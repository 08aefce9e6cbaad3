import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mayFlip } from '@nahtlos/core/settings/discover/flip-values'

/** A switch of an app in GSettings. */
export interface Switch {
  /** The section of GLib's keyfile. */
  readonly section: string
  readonly key: string
  readonly isOn: boolean
}

/**
 * The switches of the schemas that are called as the program is: `gnome-calculator` has `org.gnome.calculator`. Empty
 * where there is none.
 */
export async function switchesOf(program: string, directory = '/usr/share/glib-2.0/schemas'): Promise<Switch[]> {
  const name = program.toLowerCase().replace(/^(gnome|mate|xfce4?|org\.\w+)[-.]/, '')
  const found: Switch[] = []
  const files = await readdir(directory).catch(() => [])
  for (const file of files.filter((one) => one.endsWith('.gschema.xml')).sort()) {
    if (!file.toLowerCase().includes(name)) continue
    const text = (await readFile(join(directory, file), 'utf8')).replaceAll(/<!--.*?-->/gs, '')
    for (const [, head = '', body = ''] of text.matchAll(/<schema\b([^>]*)>(.*?)<\/schema>/gs)) {
      const id = attribute(head, 'id')
      const path = attribute(head, 'path')
      if (path === null || id === null || !id.toLowerCase().split('.').includes(name)) continue
      for (const [, key = '', inner = ''] of body.matchAll(/<key\b([^>]*)>(.*?)<\/key>/gs)) {
        const called = attribute(key, 'name')
        const value = /<default[^>]*>\s*(true|false)\s*<\/default>/.exec(inner)?.[1]
        if (attribute(key, 'type') !== 'b' || called === null || value === undefined || !mayFlip(called)) continue
        found.push({ section: path.replaceAll(/^\/|\/$/g, ''), key: called, isOn: value === 'true' })
      }
    }
  }
  return found
}

function attribute(text: string, name: string): string | null {
  return new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(text)?.[1] ?? null
}
