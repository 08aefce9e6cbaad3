import type { ActionModule } from '../action-module.ts'
import { bringBack, putAside, readHome, writeHome } from '../home-files.ts'

/** A file of the home with this content; what was there before comes back. */
export const file: ActionModule<'file'> = {
  async apply({ path, content, executable }, _key, at) {
    const wasThere = await putAside(at, path)
    await writeHome(at, path, content, executable ? '700' : '600')
    return wasThere
  },
  undo: ({ path }, _key, wasThere, at) => bringBack(at, path, wasThere === true),
  heal: ({ path, content, executable }, _key, at) => writeHome(at, path, content, executable ? '700' : '600'),
  holds: async ({ path, content }, _key, at) => (await readHome(at, path)) === content,
}
