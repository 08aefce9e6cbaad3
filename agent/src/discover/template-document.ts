import { basename } from 'node:path'
import { keyfilePath } from '@nahtlos/core/settings/discover/keyfile'
import type { Proposal } from '@nahtlos/core/settings/discover/propose-template'

const channels = '.config/xfce4/xfconf/'

/** A configuration document, YAML, for an app of its own files; null where it has none. */
export function templateDocument(command: readonly string[], { include, exclude }: Proposal): string | null {
  if (include.length === 0) return null
  const id = basename(command[0] ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  const own = include.filter((path) => !path.startsWith(channels))
  const lists = (id: string, scope: readonly string[], includes: readonly string[], excludes: readonly string[]) => [
    'kind: SettingsTemplate',
    `id: ${id}`,
    `title: { de: ${JSON.stringify(id)}, en: ${JSON.stringify(id)} }`,
    ...scope,
    'capture: { continuous: 30 }',
    ...list('include', includes),
    ...list('exclude', excludes),
    '',
  ]
  const xfconf = include.filter((path) => path.startsWith(channels))
  const documents = [
    ...(own.length > 0
      ? [lists(id, ['# The app as the configuration calls it.', `scope: { apps: [${id}] }`], own, exclude)]
      : []),
    // xfconf reads a channel once, at the first question of any program.
    ...(xfconf.length > 0 ? [lists(`${id}-xfconf`, ['scope: logon'], xfconf, [])] : []),
  ]
  return documents.map((lines) => lines.join('\n')).join('---\n')
}

/** The library's template for all that GSettings keeps, for a configuration that does not have it yet. */
export const gtkProgramsDocument = `# GSettings keeps this app's settings. Only where the configuration does not have it already:
kind: SettingsTemplate
id: gtk-programs
title: { de: "Texteditor und andere GTK-Programme", en: "Text editor and other GTK programs" }
scope: logon
include:
  - ${keyfilePath}
formats:
  - files: [${keyfilePath}]
    format: keyfile
sizeLimit: 4194304
`

function list(name: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [`${name}:`, ...values.map((value) => `  - ${JSON.stringify(value)}`)]
}
