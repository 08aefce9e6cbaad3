import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { usualScreen } from '@nahtlos/contract/session/screen'
import { aliasLaunchers, appFiles } from '../desktop/app-launchers.ts'
import { type AppProgram, programNames } from '../desktop/app-programs.ts'
import type { FileTree } from '../desktop/file-tree.ts'
import { findPrograms, type HostEntries } from '../desktop/host-entries.ts'
import { iconsPlace, sessionDesktop } from '../desktop/session-desktop.ts'
import { groupWith, passwdWith } from '../launcher/accounts.ts'
import { type Containment, withExecutable } from '../launcher/containment.ts'
import { firstProcess, sessionFiles } from '../launcher/first-process.ts'
import { launchPlan } from '../launcher/launch-plan.ts'
import { firstProcessNumber } from '../launcher/process-numbers.ts'
import { sessionPlace } from '../launcher/session-place.ts'
import { documentsName, enterSteps, launcherPlace, launchSteps } from '../launcher/steps.ts'
import { xAuthority } from '../launcher/x-authority.ts'
import type { FileOptions, System } from '../system/system.ts'
import type { SessionPaths } from './session-paths.ts'

/**
 * Writes all that a session needs before its first process starts: its home, still without settings, and its
 * own directory. Everything is decided before the first write; a failure fails the session and no other one.
 * Doing it again for the same order replaces what is there.
 *
 * @param program the first process, where it is not the desktop
 * @returns false where the person's home drive is missing: the session starts without it, with a notice.
 */
export async function layOut(
  system: System,
  order: SessionOrder,
  paths: SessionPaths,
  containment: Containment,
  entries: HostEntries,
  program: readonly string[] = ['/bin/sh', `${sessionPlace}/${sessionFiles.first}`],
): Promise<boolean> {
  const { person } = order
  const owner = { uid: person.uid, gid: person.uid }
  const [passwd, group] = await Promise.all([system.readText('/etc/passwd'), system.readText('/etc/group')])
  const autostart = (await system.list('/etc/xdg/autostart')).filter((name) => name.endsWith('.desktop'))
  const programs = await findPrograms(system, programNames(order.apps, order.settings))
  const aliases = await entries.aliases(programs)
  const desktop = sessionDesktop(order, { autostart, programs, entries: await entries.of(programs) })
  const title = order.title[person.language]
  const own = { passwd: passwdWith(passwd ?? '', person), group: groupWith(group ?? '', person) }
  const isMissing = !(await system.exists(paths.homeDrive))
  if (isMissing && paths.makeHomeDrive) await system.makeDirectory(paths.homeDrive, { mode: 0o700, owner })
  const hasDrive = paths.makeHomeDrive || !isMissing

  await system.remove(paths.session)
  await system.remove(paths.home)
  await system.makeDirectory(paths.session, { mode: 0o755 })
  await Promise.all([
    system.makeDirectory(join(paths.session, 'display'), { mode: 0o700, owner }),
    system.makeFifo(paths.go, { mode: 0o600, owner }),
    writeTree(
      system,
      paths.session,
      {
        ...desktop.system,
        ...own,
        ...policyFiles(containment),
        [sessionFiles.first]: firstProcess({ title, desktop: desktop.command, screen: order.screen ?? usualScreen }),
      },
      { mode: 0o644 },
      (path) => (path.startsWith(`${iconsPlace}/`) ? owner : null),
    ),
    writeTree(system, join(paths.session, 'bin'), { ...aliasLaunchers(aliases), ...desktop.programs }, { mode: 0o755 }),
    makeFifos(system, paths, programs, owner),
    makeHome(system, paths.home, desktop.home, owner, hasDrive),
    system.makeDirectory(dirname(paths.log), { mode: 0o700 }),
  ])
  await system.writeBytes(join(paths.session, sessionFiles.authority), xAuthority(randomBytes(16)), {
    // She reads it as the group of her own; it is not hers to write.
    mode: 0o640,
    owner: { uid: 0, gid: person.uid },
  })
  const hasIcons = order.target.app === null
  const desktopIcons = join(paths.session, iconsPlace)
  // The launchers are root's too, and lie where nobody else can write.
  const held = programs.length === 0 ? containment : withExecutable(containment, launcherPlace)
  const launch = {
    account: person.account,
    uid: person.uid,
    home: paths.home,
    homeDrive: hasDrive ? paths.homeDrive : null,
    // Icons of files that she cannot write to would wear a lock; what is in them concerns nobody else.
    mounts: hasIcons ? [{ from: desktopIcons, at: `${sessionPlace}/${iconsPlace}`, writable: true }] : [],
    session: paths.session,
    firstProcessNumber: await freeProcessNumber(system),
    timeZone: order.timeZone,
    environment: desktop.environment,
    containment: held,
    program,
  }
  await system.writeText(paths.enter, launchPlan(enterSteps(held)), { mode: 0o600 })
  await system.writeText(paths.script, launchPlan(launchSteps(launch)), { mode: 0o600 })
  return hasDrive
}

async function freeProcessNumber(system: System): Promise<number> {
  const [sockets, maximum] = await Promise.all([
    system.readText('/proc/net/unix'),
    system.readText('/proc/sys/kernel/pid_max'),
  ])
  return firstProcessNumber(sockets ?? '', Number(maximum ?? 32_768), Math.random())
}

const policyFiles = ({ policies }: Containment): FileTree =>
  Object.fromEntries(policies.map(({ name, text }) => [`policies/${name}/policies.json`, text]))

/** Hers, in a folder of root's: she can stuff them, and nothing more. */
async function makeFifos(
  system: System,
  paths: SessionPaths,
  programs: readonly AppProgram[],
  owner: Owner,
): Promise<void> {
  await system.makeDirectory(paths.app(appFiles.directory), { mode: 0o755 })
  const asked = [appFiles.ask, appFiles.answer, ...programs.map(({ name }) => appFiles.runs(name))]
  const names = [appFiles.refused, ...(programs.length > 0 ? asked : [])]
  await system.makeFifos(names.map(paths.app), { mode: 0o600, owner })
}

type Owner = NonNullable<FileOptions['owner']>

async function makeHome(system: System, home: string, files: FileTree, owner: Owner, hasDrive: boolean): Promise<void> {
  await system.makeDirectory(home, { mode: 0o700, owner })
  for (const directory of directoriesOf(files))
    await system.makeDirectory(join(home, directory), { mode: 0o700, owner })
  if (hasDrive) await system.makeDirectory(join(home, documentsName), { mode: 0o700, owner })
  for (const [path, text] of Object.entries(files))
    await system.writeText(join(home, path), text, { mode: 0o600, owner })
}

async function writeTree(
  system: System,
  root: string,
  files: FileTree,
  options: FileOptions,
  ownerOf: (path: string) => Owner | null = () => null,
): Promise<void> {
  await system.makeDirectory(root, { mode: 0o755 })
  for (const directory of directoriesOf(files)) await system.makeDirectory(join(root, directory), { mode: 0o755 })
  await Promise.all(
    Object.entries(files).map(([path, text]) => {
      const owner = ownerOf(path)
      return system.writeText(join(root, path), text, owner === null ? options : { ...options, owner })
    }),
  )
}

/** All directories of a tree, upper ones first. */
function directoriesOf(files: FileTree): readonly string[] {
  const found = new Set<string>()
  for (const path of Object.keys(files)) {
    for (let at = dirname(path); at !== '.'; at = dirname(at)) found.add(at)
  }
  return [...found].sort()
}
