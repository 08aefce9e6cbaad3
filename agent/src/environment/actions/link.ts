import type { ActionModule } from '../action-module.ts'
import { bringBack, clearWay, good, putAside, shell } from '../home-files.ts'

/** A symbolic link in the home; what was there before comes back. */
export const link: ActionModule<'link'> = {
  async apply({ path, to }, _key, at) {
    const wasThere = await putAside(at, path)
    await makeLink(at, path, to)
    return wasThere
  },
  undo: ({ path }, _key, wasThere, at) => bringBack(at, path, wasThere === true),
  async heal({ path, to }, _key, at) {
    await clearWay(at, path)
    await makeLink(at, path, to)
  },
  async holds({ path, to }, _key, at) {
    const answer = await shell(at, 'readlink -- "$1"', [path])
    return answer.code === 0 && answer.stdout === `${absolute(to, at.order.person.account)}\n`
  },
}

export async function makeLink(at: Parameters<typeof shell>[0], path: string, to: string): Promise<void> {
  const program = 'mkdir -p -- "$(dirname -- "$1")" && ln -sfnT -- "$2" "$1"'
  good(await shell(at, program, [path, absolute(to, at.order.person.account)]), `link ~/${path}`)
}

const absolute = (to: string, account: string) => (to.startsWith('/') ? to : `/home/${account}/${to}`)
