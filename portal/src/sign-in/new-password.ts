/** What is wrong with a new password before the server sees it; `undefined` where nothing is. */
export function newPasswordFault(
  password: string,
  texts: { readonly tooShort: (length: number) => string },
): string | undefined {
  return password.length < 12 ? texts.tooShort(password.length) : undefined
}
