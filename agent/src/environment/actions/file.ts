import type { ActionModule } from '../action-module.ts'
import { bringBack, clearWay, good, putAside, readHome, shell, writeHome } from '../home-files.ts'

/** A file of the home with this content; what was there before comes back. */
export const file: ActionModule<'file'> = {
  async apply({ path, content, executable }, _key, at) {
    const wasThere = await putAside(at, path)
    await writeHome(at, path, content, executable ? '700' : '600')
    return wasThere
  },
  undo: ({ path }, _key, wasThere, at) => bringBack(at, path, wasThere === true),
  async heal({ path, content, executable }, _key, at) {
    await clearWay(at, path)
    await writeHome(at, path, content, executable ? '700' : '600')
  },
  async holds({ path, content, executable }, _key, at) {
    if ((await readHome(at, path)) !== content) return false
    const mode = good(await shell(at, 'stat -c %a -- "$1"', [path]), `look at ~/${path}`).stdout.trim()
    return mode === (executable ? '700' : '600')
  },
}
