/** One argument for sh: in single quotes nothing has a meaning but the quote itself. */
export function quote(argument: string): string {
  if (argument.includes('\0')) throw new RangeError('an argument cannot contain a NUL byte')
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`
}
