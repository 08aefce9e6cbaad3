import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'

/** Where the example city's documents lie. */
export const configurationDirectory = join(import.meta.dirname, '../configuration')

/** Reads all YAML files below a directory, in the order of their paths. Throws what node:fs throws. */
export function readConfigurationFiles(directory: string = configurationDirectory): ConfigurationFile[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(directory, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
