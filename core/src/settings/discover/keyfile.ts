/** Where GSettings keeps all programs' keys in a session; the template `gtk-programs` carries it. */
export const keyfilePath = '.config/glib-2.0/settings/keyfile'

/** The sections of GLib's keyfile: the paths of the schemas that were changed from their defaults. */
export function sectionsOf(text: string): string[] {
  return [...text.matchAll(/^\[([^\]\n]+)\]\s*$/gm)].map(([, section = '']) => section)
}

/** The text with a key set in a section, unless it is set already. Pure. */
export function withKey(text: string, section: string, key: string, value: string): string {
  const lines = text.split('\n')
  const at = lines.indexOf(`[${section}]`)
  if (at < 0) return `${text.trimEnd()}\n\n[${section}]\n${key}=${value}\n`.trimStart()
  const end = lines.findIndex((line, index) => index > at && line.startsWith('['))
  const own = lines.slice(at + 1, end < 0 ? undefined : end)
  if (own.some((line) => line.startsWith(`${key}=`))) return text
  return lines.toSpliced(at + 1, 0, `${key}=${value}`).join('\n')
}
