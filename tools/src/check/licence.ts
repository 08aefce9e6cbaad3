import { existsSync, readFileSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import type { Check, Finding } from './finding.ts'
import { trackedFiles } from './tracked-files.ts'

interface Annotation {
  readonly paths: readonly string[]
  readonly licences: readonly string[]
  readonly copyright: boolean
}

/** Every file has a licence and an owner by REUSE.toml (REUSE 3.3), and every licence named has its text. */
export const licence: Check = {
  name: 'every file has its licence',
  async find(root) {
    const file = join(root, 'REUSE.toml')
    if (!existsSync(file)) return [{ where: 'REUSE.toml', message: 'is missing' }]
    return licenceFindings(readFileSync(file, 'utf8'), await trackedFiles(root), (text) => existsSync(join(root, text)))
  },
}

export function licenceFindings(toml: string, files: readonly string[], exists: (path: string) => boolean): Finding[] {
  const annotations = parseAnnotations(toml)
  const texts = new Set(annotations.flatMap((each) => each.licences))
  const withoutText = [...texts]
    .filter((each) => !exists(`LICENSES/${each}.txt`))
    .map((each) => ({ where: `LICENSES/${each}.txt`, message: 'is missing, but REUSE.toml names this licence' }))
  const uncovered = files
    .filter((file) => !file.startsWith('LICENSES/'))
    .filter((file) => !annotations.some((each) => each.copyright && each.licences.length > 0 && covers(each, file)))
    .map((file) => ({ where: file, message: 'no annotation in REUSE.toml gives it a licence and an owner' }))
  return [...withoutText, ...uncovered]
}

function covers(annotation: Annotation, file: string): boolean {
  return annotation.paths.some((pattern) => pattern === '**' || matchesGlob(file, pattern))
}

/** Reads the few forms of TOML that REUSE.toml uses: tables of arrays, strings, lists of strings. */
function parseAnnotations(toml: string): Annotation[] {
  return toml
    .split(/^\[\[annotations\]\]$/m)
    .slice(1)
    .map((table) => ({
      paths: stringsOf(table, 'path'),
      licences: stringsOf(table, 'SPDX-License-Identifier').flatMap((each) => each.split(/ (?:AND|OR) /)),
      copyright: stringsOf(table, 'SPDX-FileCopyrightText').length > 0,
    }))
}

function stringsOf(table: string, key: string): string[] {
  const value = new RegExp(`^${key}\\s*=\\s*(\\[[^\\]]*\\]|"[^"]*")`, 'm').exec(table)?.[1] ?? ''
  return [...value.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '')
}
