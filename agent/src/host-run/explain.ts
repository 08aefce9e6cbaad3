import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { Containment } from '../launcher/containment.ts'

/** What a session may start and touch, and why, for somebody who reads it in a terminal. */
export function explain(order: SessionOrder, containment: Containment): string {
  const { executable, denied, services, sizes, network } = containment
  const { deny, allow, forbid } = order.programs
  const needs = order.apps.flatMap((app) => app.needs.map((name) => `${name} (app ${app.id} needs it)`))
  const allowed = [...allow.packages, ...allow.paths].filter(
    (name) => !needs.some((each) => each.startsWith(`${name} `)),
  )
  const size = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`
  return [
    `${order.person.name} (${order.person.account}, ${order.person.uid}) in the workspace ${order.target.workspace}`,
    '',
    `Programs run from: ${executable.join(', ')}`,
    '  because only root may write there; nothing else is executable, whoever put it there',
    `Denied although installed there: ${denied.length} programs`,
    `  packages: ${deny.packages.join(' ')}`,
    ...(deny.paths.length === 0 ? [] : [`  paths: ${deny.paths.join(' ')}`]),
    `Denied by a rule, whatever is allowed: ${[...forbid.packages, ...forbid.paths].join(' ') || 'nothing'}`,
    `Allowed nevertheless: ${[...needs, ...allowed].join(', ') || 'nothing'}`,
    '',
    `Her own places: the home, ~/Dokumente, /tmp (${size(sizes.temporary)}), /var/tmp (${size(sizes.longTemporary)}), ` +
      `/dev/shm (${size(sizes.sharedMemory)}), /run/user/${order.person.uid} (${size(sizes.runtime)})`,
    '  everything else is read-only',
    `Services of the host in /run: ${services.join(', ') || 'none'}`,
    `Network: ${network === 'host' ? "the host's" : network === 'none' ? 'none' : `TCP to the ports ${network.ports.join(', ')}`}`,
    '',
    'Denied programs on this host:',
    ...denied.map((path) => `  ${path}`),
    '',
  ].join('\n')
}
