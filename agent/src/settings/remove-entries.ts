import { unlinkSync } from 'node:fs'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import { Breath } from './breath.ts'
import { unlessFileError } from './file-error.ts'
import type { Folder } from './folder.ts'

/** Removes files and links of a package from a home; what has become a folder, or is gone, is left. */
export async function removeEntries(home: Folder, entries: readonly SnapshotEntry[]): Promise<void> {
  const breath = new Breath()
  for (const { path } of entries) {
    const names = path.split('/')
    const name = names.pop() ?? ''
    using folders = new DisposableStack()
    let folder: Folder | null = home
    for (const step of names) {
      folder = folder.enter(step)
      if (folder === null) break
      folders.use(folder)
    }
    const found = folder
    if (found !== null) unlessFileError(['ENOENT', 'EISDIR', 'EPERM'], () => unlinkSync(found.path(name)))
    await breath.taken()
  }
}
