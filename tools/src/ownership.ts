import { lchownSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** What running as root writes into the checkout. */
export const writtenByRoot = [
  'artefacts',
  'portal/dist',
  'node_modules/.vite',
  'portal/node_modules',
  '.state',
] as const

/**
 * Gives what root wrote in somebody's checkout to whoever the checkout belongs to, so that she can still clean, build
 * and remove it. Links are not followed; what belongs to others stays theirs. Does nothing for anybody but root.
 */
export function giveBack(root: string, places: readonly string[] = writtenByRoot): void {
  const { uid, gid } = lstatSync(root)
  if (process.getuid?.() !== 0 || uid === 0) return
  for (const place of places) give(join(root, place), uid, gid)
}

function give(path: string, uid: number, gid: number): void {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return
  if (found.uid === 0) lchownSync(path, uid, gid)
  if (found.isDirectory()) for (const name of readdirSync(path)) give(join(path, name), uid, gid)
}
