import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { Failure } from './failure.ts'
import type { Say } from './language.ts'

/** The YAML files of a directory and those below it, sorted by path; hidden ones are left out. */
export async function readDirectory(directory: string, say: Say): Promise<ConfigurationFile[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException
    throw new Failure(
      say({ de: '{} lässt sich nicht lesen.', en: '{} cannot be read.' }, directory),
      say({ de: 'Nennen Sie den Ordner der Konfiguration.', en: "Name the configuration's directory." }),
      [code ?? String(error)],
    )
  })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort()
  const strange = paths.filter((path) => !ConfigurationFile.shape.path.safeParse(path).success)
  if (strange.length > 0) {
    throw new Failure(
      say({ de: 'Der Name dieser Dateien passt nicht.', en: 'The names of these files do not fit.' }),
      say({
        de: 'Verwenden Sie Buchstaben ohne Umlaute, Ziffern, Punkt, Binde- und Unterstrich.',
        en: 'Use letters from a to z, digits, dots, hyphens and underscores.',
      }),
      strange,
    )
  }
  if (paths.length === 0) {
    throw new Failure(say({ de: 'In {} ist keine YAML-Datei.', en: 'There is no YAML file in {}.' }, directory))
  }
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  return Promise.all(
    paths.map(async (path) => {
      const bytes = await readFile(join(directory, path))
      try {
        return { path, text: decoder.decode(bytes) }
      } catch {
        throw new Failure(say({ de: '{} ist kein UTF-8.', en: '{} is not UTF-8.' }, path))
      }
    }),
  )
}

/** Writes the files below the directory; one that is there already is left as it is, and nothing is written then. */
export async function writeDirectory(directory: string, files: readonly ConfigurationFile[], say: Say): Promise<void> {
  const root = resolve(directory)
  const present = await readdir(root).catch(() => [])
  if (present.length > 0) {
    throw new Failure(
      say({ de: '{} ist nicht leer.', en: '{} is not empty.' }, directory),
      say({ de: 'Nennen Sie einen neuen Ordner.', en: 'Name a new directory.' }),
    )
  }
  for (const file of files) {
    const target = resolve(root, ConfigurationFile.parse(file).path)
    // A server is not trusted to write elsewhere.
    if (!target.startsWith(`${root}${sep}`)) throw new Error(`${file.path} leads out of the directory`)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, file.text, { flag: 'wx' })
  }
}

/**
 * Makes the YAML files of a directory those of a revision: only what differs is written, files that the revision lacks
 * go, and what is no configuration stays. For a directory that Git keeps, so that nothing is lost by it.
 */
export async function replaceDirectory(
  directory: string,
  files: readonly ConfigurationFile[],
  say: Say,
): Promise<void> {
  const root = resolve(directory)
  const entries: string[] = await readdir(root).catch(() => [])
  if (!entries.includes('.git')) {
    throw new Failure(
      say({ de: '{} wird nicht von Git verwaltet.', en: '{} is not kept by Git.' }, directory),
      say({
        de: 'Nennen Sie den obersten Ordner eines Git-Verzeichnisses.',
        en: 'Name the top directory of a Git tree.',
      }),
    )
  }
  const present = await readDirectory(root, say).catch((error: unknown) => {
    if (error instanceof Failure) return []
    throw error
  })
  const texts = new Map(present.map(({ path, text }) => [path, text]))
  for (const { path, text } of files.map((file) => ConfigurationFile.parse(file))) {
    const target = resolve(root, path)
    if (!target.startsWith(`${root}${sep}`)) throw new Error(`${path} leads out of the directory`)
    if (texts.get(path) !== text) {
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, text)
    }
    texts.delete(path)
  }
  for (const path of texts.keys()) await rm(join(root, path))
}

/** Says which revision a directory was made from; hidden, so that it is no part of the configuration. */
const mark = '.nahtlos-revision'

/** The revision that a directory was exported from; null where nothing says so. */
export async function revisionOf(directory: string): Promise<number | null> {
  const text = await readFile(join(directory, mark), 'utf8').catch(() => '')
  const number = Number(text.trim())
  return Number.isInteger(number) && number >= 1 ? number : null
}

export async function markRevision(directory: string, revision: number): Promise<void> {
  await writeFile(join(directory, mark), `${revision}\n`)
}
