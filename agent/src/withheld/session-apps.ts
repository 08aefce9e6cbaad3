import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { App } from '@nahtlos/contract/configuration/app'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { appMark } from '../desktop/launchers.ts'
import { ActionFailure } from '../environment/action-module.ts'
import type { SessionDoor } from '../environment/session-door.ts'
import { quote } from '../launcher/quote.ts'
import { sessionPlace } from '../launcher/session-place.ts'
import type { System } from '../system/system.ts'
import { processesOf, type SessionProcess, sessionProcesses } from './app-processes.ts'
import { ownPrograms } from './app-programs.ts'
import { askToClose, windowsOf } from './windows.ts'

/** The apps of one session as they run. */
export interface SessionApps {
  app(id: string): App | null
  /** @param away ids of apps that are kept away: a program that only these have is theirs */
  processes(id: string, away?: ReadonlySet<string>): Promise<readonly SessionProcess[]>
  /** Ids of the apps of which at least one process is there. */
  running(): Promise<ReadonlySet<string>>
  start(id: string, signal: AbortSignal): Promise<void>
  /** Ends an app: asks its windows, and after so many milliseconds its processes. */
  close(id: string, patience: number, away?: ReadonlySet<string>): Promise<void>
  /** Ends some processes in the same way, and leaves the others. */
  closeSome(some: readonly SessionProcess[], patience: number): Promise<void>
}

const startPoll = 100
const closePoll = 100

export function sessionApps(system: System, door: SessionDoor, order: SessionOrder, session: string): SessionApps {
  const app = (id: string) => order.apps.find((each) => each.id === id) ?? null
  const known = (id: string): App => {
    const found = app(id)
    if (found === null) throw new ActionFailure(`the workspace has no app ${id}`)
    return found
  }
  const processes = async (id: string, away?: ReadonlySet<string>) => {
    const all = await sessionProcesses(system, await door.first())
    return processesOf(all, id, await ownPrograms(system, known(id), order.apps, away))
  }
  return {
    app,
    processes,
    async running() {
      const all = await sessionProcesses(system, await door.first())
      const ids = new Set<string>()
      for (const each of order.apps)
        if (processesOf(all, each.id, await ownPrograms(system, each, order.apps)).length > 0) ids.add(each.id)
      return ids
    },
    async start(id, signal) {
      const found = known(id)
      const name = `org.nahtlos.start.${id}`
      const program = `start/${id}`
      await system.makeDirectory(join(session, 'start'), { mode: 0o755 })
      const words = [...appMark(id), ...found.command].map(quote).join(' ')
      await system.writeText(join(session, program), `${words} >/dev/null 2>&1 &\n`, { mode: 0o644 })
      const services = join(session, 'share/dbus-1/services')
      await system.makeDirectory(services, { mode: 0o755 })
      const service = `[D-BUS Service]\nName=${name}\nExec=/bin/sh ${sessionPlace}/${program}\n`
      await system.writeText(join(services, `${name}.service`), service, { mode: 0o644 })
      // The session's own bus starts it, so it is contained as everything that the person starts herself. It never
      // takes the name, which the bus calls a failure; whether it runs is looked at instead.
      const bus = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']
      const call = ['org.freedesktop.DBus.StartServiceByName', `string:${name}`, 'uint32:0']
      await door.run(['dbus-send', ...bus, ...call], { seconds: 10, signal })
      while ((await processes(id)).length === 0) await setTimeout(startPoll, undefined, { signal })
    },
    async closeSome(some, patience) {
      await askToClose(
        door,
        await windowsOf(
          door,
          some.map(({ inside }) => inside),
        ),
      )
      const known = await Promise.all(some.map(({ pid }) => system.process(pid)))
      const left = async () => {
        const now = await Promise.all(known.map((each) => each && system.process(each.pid)))
        return now.filter((each, index) => each !== null && each.startTime === known[index]?.startTime)
      }
      const late = performance.now() + patience
      for (let there = await left(); there.length > 0; there = await left()) {
        if (performance.now() < late) await setTimeout(closePoll)
        else for (const each of there) if (each !== null) system.signal(each.pid, 'SIGKILL')
      }
    },
    async close(id, patience, away) {
      const found = await processes(id, away)
      await askToClose(
        door,
        await windowsOf(
          door,
          found.map(({ inside }) => inside),
        ),
      )
      const late = performance.now() + patience
      while ((await processes(id, away)).length > 0) {
        if (performance.now() < late) await setTimeout(closePoll)
        else for (const { pid } of await processes(id, away)) system.signal(pid, 'SIGKILL')
      }
    },
  }
}
