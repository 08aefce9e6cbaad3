import { becomePerson, type LaunchOrder, launchSteps } from './steps.ts'

/** A launcher that cannot finish a step ends with this code (EX_CONFIG) and starts nothing. */
export const launchRefused = 78

/** One argument for sh: in single quotes nothing has a meaning but the quote itself. */
export function quote(argument: string): string {
  if (argument.includes('\0')) throw new RangeError('an argument cannot contain a NUL byte')
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`
}

const line = (argv: readonly string[]) => argv.map(quote).join(' ')

/** The whole launcher as one sh program: the steps in order, the first failure ends it (fails closed). */
export function launchScript(order: LaunchOrder): string {
  const steps = launchSteps(order).flatMap((step) => [
    `step=${quote(step.name)}`,
    ...step.commands.map((argv) => `${line(argv)} || refuse`),
  ])
  return [
    'umask 022',
    `refuse() { echo "launch: step '$step' failed" >&2; exit ${launchRefused}; }`,
    ...steps,
    `cd ${quote(`/home/${order.account}`)} || refuse`,
    `exec ${line(becomePerson(order))}`,
    '',
  ].join('\n')
}

/** New mount, PID, IPC and UTS namespaces; when the outer process dies, the kernel kills the inner ones. */
export function launchCommand(scriptPath: string): readonly string[] {
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--ipc', '--uts', '--propagation', 'private']
  return ['unshare', ...namespaces, '--', '/bin/sh', scriptPath]
}
