import type { KnownFile } from './diff.ts'

/**
 * Files as they were when they were last read, by folder and name: a walk then needs no path to find one, and takes
 * half the time.
 */
export class KnownFiles {
  readonly #folders = new Map<string, Map<string, KnownFile>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  /** What is known of the files right in a folder, by their names; its path is relative to the home, `''` is the home. */
  folder(path: string): ReadonlyMap<string, KnownFile> | undefined {
    return this.#folders.get(path)
  }

  get(path: string): KnownFile | undefined {
    const [folder, name] = parted(path)
    return this.#folders.get(folder)?.get(name)
  }

  set(path: string, known: KnownFile): void {
    const [folder, name] = parted(path)
    let names = this.#folders.get(folder)
    if (names === undefined) {
      names = new Map()
      this.#folders.set(folder, names)
    }
    if (!names.has(name)) this.#size += 1
    names.set(name, known)
  }

  delete(path: string): void {
    const [folder, name] = parted(path)
    if (this.#folders.get(folder)?.delete(name) === true) this.#size -= 1
  }

  clear(): void {
    this.#folders.clear()
    this.#size = 0
  }

  *entries(): Generator<[string, KnownFile]> {
    for (const [folder, names] of this.#folders) {
      const prefix = folder === '' ? '' : `${folder}/`
      for (const [name, known] of names) yield [prefix + name, known]
    }
  }
}

function parted(path: string): [folder: string, name: string] {
  const slash = path.lastIndexOf('/')
  return [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)]
}
