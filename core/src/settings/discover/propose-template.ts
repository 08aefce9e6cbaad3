import type { Judgement } from './judge-file.ts'

export interface Proposal {
  readonly include: string[]
  readonly exclude: string[]
}

/** Folders that many apps share: what lies in them directly is named file by file. */
const shared = new Set(['', '.config', '.local', '.local/share', '.local/state', '.config/xfce4'])

/** Patterns that take exactly what was judged to be settings: an app's own folder whole, but for what is left behind. */
export function proposeTemplate(judgements: readonly Judgement[]): Proposal {
  const kept = judgements.filter(({ keep }) => keep).map(({ path }) => path)
  const include = [...new Set(kept.map((path) => own(path)))].sort()
  const folders = include.filter((pattern) => pattern.endsWith('/**')).map((pattern) => pattern.slice(0, -2))
  const exclude = judgements
    .filter(({ path, keep }) => !keep && folders.some((folder) => path.startsWith(folder)))
    .map(({ path }) => path)
    .sort()
  return { include, exclude }
}

/** The app's own folder, or the file itself where its folder is everybody's. */
function own(path: string): string {
  const names = path.split('/')
  for (let depth = 1; depth < names.length; depth++) {
    const folder = names.slice(0, depth).join('/')
    if (!shared.has(folder)) return `${folder}/**`
  }
  return path
}
