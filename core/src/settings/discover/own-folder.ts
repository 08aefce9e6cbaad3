/** Folders that many apps share: what lies in them directly is named file by file. */
const shared = new Set([
  '',
  '.config',
  '.local',
  '.local/share',
  '.local/state',
  '.config/xfce4',
  '.config/xfce4/xfconf',
  '.config/xfce4/xfconf/xfce-perchannel-xml',
])

/** The app's own folder that a path lies in; null where its folder is everybody's. */
export function ownFolder(path: string): string | null {
  const names = path.split('/')
  for (let depth = 1; depth < names.length; depth++) {
    const folder = names.slice(0, depth).join('/')
    if (!shared.has(folder)) return folder
  }
  return null
}
