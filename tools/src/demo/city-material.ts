import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DirectoryPerson } from '@nahtlos/contract/api/administration'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { z } from 'zod'

/** The city's configuration as its authors wrote it: every YAML file below the directory. */
export function readConfigurationFiles(directory: string): ConfigurationFile[] {
  return globSync('**/*.{yaml,yml}', { cwd: directory, exclude: ['**/node_modules/**'] })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(directory, path), 'utf8') }))
}

export const People = z.array(DirectoryPerson)
