import type { System } from '../system/system.ts'
import type { SessionPaths } from './session-paths.ts'

interface Ended {
  readonly id: string
  readonly uid: number
  readonly account: string
  readonly paths: SessionPaths
  /** Another session of the same person runs on this host: what is hers may be that one's. */
  readonly hasOther: boolean
}

/**
 * What an ended session left on the host, in words for administrators; nothing, as it should be. Everything here is
 * prevented elsewhere: this is the look that would see if it were not.
 */
export async function leftBehind(system: System, ended: Ended): Promise<readonly string[]> {
  const { uid, account, paths, hasOther } = ended
  const found: string[] = []
  const mounts = (await system.readText('/proc/self/mountinfo')) ?? ''
  for (const path of [paths.session, paths.home]) {
    if (mounts.includes(` ${path}`)) found.push(`a mount at ${path}`)
    if (await system.exists(path)) found.push(path)
  }
  for (const path of [`/var/spool/cron/crontabs/${account}`, `/var/lib/systemd/linger/${account}`])
    if (await system.exists(path)) found.push(path)
  if (hasOther) return found
  for (const name of await system.list('/proc')) {
    if (!/^\d+$/.test(name) || (await system.file(`/proc/${name}`))?.uid !== uid) continue
    const facts = await system.process(Number(name))
    if (facts) found.push(`process ${name} (${facts.name})`)
  }
  for (const directory of ['/tmp', '/var/tmp', '/dev/shm', '/run/user', '/var/spool/cron/atjobs'])
    for (const name of await system.list(directory))
      if ((await system.file(`${directory}/${name}`))?.uid === uid) found.push(`${directory}/${name}`)
  for (const kind of ['shm', 'sem', 'msg']) {
    const [, ...lines] = ((await system.readText(`/proc/sysvipc/${kind}`)) ?? '').trimEnd().split('\n')
    if (lines.some((line) => line.trim().split(/\s+/).includes(String(uid)))) found.push(`System V ${kind}`)
  }
  return found
}
