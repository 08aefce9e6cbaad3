import { type KeyFile, KeyFileFault } from '@nahtlos/core/environment/keys/key-file'
import { ActionFailure, type Surroundings, type Undo } from './action-module.ts'
import { readHome, writeHome } from './home-files.ts'

/** Sets the key and answers what its place held before. Several keys of one file are set one after the other. */
export function setInFile(file: KeyFile, at: Surroundings): Promise<Undo> {
  return withFile(file, at, async (text) => {
    const before = file.read(text ?? '') ?? null
    await writeHome(at, file.path, file.write(text ?? '', file.wanted))
    return before
  })
}

export function putBackInFile(file: KeyFile, before: Undo, at: Surroundings): Promise<void> {
  return withFile(file, at, async (text) => {
    if (text === null) return
    await writeHome(at, file.path, file.write(text, typeof before === 'string' ? before : undefined))
  })
}

export function holdsInFile(file: KeyFile, at: Surroundings): Promise<boolean> {
  return withFile(file, at, async (text) => text !== null && file.read(text) === file.wanted)
}

function withFile<T>(file: KeyFile, at: Surroundings, work: (text: string | null) => Promise<T>): Promise<T> {
  return at.alone(file.path, async () => {
    try {
      return await work(await readHome(at, file.path))
    } catch (cause) {
      if (!(cause instanceof KeyFileFault)) throw cause
      throw new ActionFailure(cause.message, { cause })
    }
  })
}
