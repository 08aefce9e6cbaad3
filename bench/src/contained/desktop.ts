import { randomUUID } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ResourceGroups } from '@nahtlos/agent/resources/resource-groups'
import { type Contained, contained } from '@nahtlos/agent/testing/contained'
import type { SessionResources } from '@nahtlos/contract/session/resources'

/** A contained place whose programs are, where wanted, a group of their own. */
export interface Shared extends AsyncDisposable {
  readonly place: Contained
  /** Starts a program; it ends with this. */
  start(program: readonly string[]): Promise<number>
  /** The socket of its display, when `display` was started in it. */
  readonly socket: string
}

export async function shared(groups: ResourceGroups | null, limits: SessionResources): Promise<Shared> {
  const place = await contained()
  const session = randomUUID()
  await groups?.make(session, limits)
  return {
    place,
    socket: join(place.order.session, 'display/rfb'),
    async start(program) {
      const child = await place.start(program, {
        command: (command) => groups?.inside(session, limits, command) ?? command,
      })
      child.stdout?.resume()
      child.stderr?.resume()
      return child.pid ?? 0
    },
    async [Symbol.asyncDispose]() {
      await place.close()
      await groups?.end(session)
    },
  }
}

/** `Xvnc` at 60 pictures a second with a desktop in it; its socket is `display/rfb` of the session's directory. */
export function display(...desktop: readonly string[]): readonly string[] {
  const server = 'Xvnc -displayfd 3 -nolisten tcp -rfbport -1 -rfbunixpath "$PWD/rfb" -SecurityTypes None'
  const script = [
    'cd /run/nahtlos-session/display && mkfifo number',
    `${server} -geometry 1280x800 -depth 24 -FrameRate 60 3>number & read -r number <number`,
    'export DISPLAY=":$number" && cd && exec "$@"',
  ].join('\n')
  return ['/bin/sh', '-c', script, 'sh', ...desktop]
}

/** Resolves when a file is there. */
export async function appears(path: string): Promise<void> {
  for (;;) {
    const there = await access(path).then(
      () => true,
      () => false,
    )
    if (there) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** All processes below one, as the machine numbers them. */
export async function below(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const children = text.trim().split(' ').filter(Boolean).map(Number)
  return [pid, ...(await Promise.all(children.map(below))).flat()]
}

/**
 * The same programs by hand: the person in namespaces with a home and a `/tmp`, and nothing that holds them.
 * Returns the outer process, which ends with the place.
 */
export async function bareDesktop({ place }: Shared, program: readonly string[]): Promise<number> {
  const kept = ['hold', 'private places', 'home', 'names', 'processes', 'become the person']
  const child = await place.start(program, {
    change: (steps) =>
      steps
        .filter(({ name }) => kept.includes(name))
        .map((step) => ({
          ...step,
          operations: step.operations.map(([name, ...words]) =>
            name === 'become'
              ? [
                  name,
                  ...words.filter(
                    (word) => !/^--(no-new-privs|(bounding-set|inh-caps|ambient-caps)=)/.test(String(word)),
                  ),
                ]
              : [name, ...words],
          ),
        })),
  })
  child.stdout?.resume()
  child.stderr?.resume()
  return child.pid ?? 0
}
