import type { ActionOf } from '@nahtlos/contract/configuration/environment-action'
import { keyFileOf, xfconfKey } from '@nahtlos/core/environment/keys/key-file'
import { readXfconfValue } from '@nahtlos/core/settings/formats/xfconf'
import { killed } from '../../system/system.ts'
import type { ActionModule, Surroundings } from '../action-module.ts'
import { clearWay, good, shell } from '../home-files.ts'
import { holdsInFile, putBackInFile, setInFile } from '../keys-in-files.ts'

/**
 * One key of a file or a settings service. What xfconf holds is asked of xfconfd while the desktop runs: it has the
 * values in memory and would write over a file that somebody else changed.
 */
export const key: ActionModule<'key'> = {
  async apply(action, _key, at) {
    if (!(await hasService(action, at))) return setInFile(keyFileOf(action), at)
    const before = await asked(action, at)
    await told(action, String(action.value), at)
    return { service: before }
  },
  async undo(action, _key, undo, at) {
    const service = typeof undo === 'object' && undo !== null ? undo.service : undefined
    if (!(await hasService(action, at)))
      return putBackInFile(keyFileOf(action), service === undefined ? undo : null, at)
    // Set in the file before the desktop started, and undone by the service that has read it since.
    const before = service === undefined && typeof undo === 'string' ? readXfconfValue(undo).value : service
    await told(action, typeof before === 'string' ? before : null, at)
  },
  async heal(action, key, at) {
    if (!(await hasService(action, at))) await clearWay(at, keyFileOf(action).path)
    await this.apply(action, key, at)
  },
  async holds(action, _key, at) {
    if (await hasService(action, at)) return (await asked(action, at)) === String(action.value)
    return holdsInFile(keyFileOf(action), at)
  },
}

type KeyAction = ActionOf<'key'>

const hasService = async ({ format }: KeyAction, at: Surroundings) => format === 'xfconf' && at.door.hasDesktop()

async function asked({ key: name, value }: KeyAction, at: Surroundings): Promise<string | null> {
  const { channel, property } = xfconfKey(name, value)
  const answer = await shell(at, 'xfconf-query --channel "$1" --property "$2"', [channel, property])
  // No answer is not the answer that there is no value.
  if (answer.code === killed) good(answer, `read ${name}`)
  return answer.code === 0 ? answer.stdout.replace(/\n$/, '') : null
}

async function told({ key: name, value }: KeyAction, text: string | null, at: Surroundings): Promise<void> {
  const { channel, property, type } = xfconfKey(name, value)
  const words = ['xfconf-query', '--channel', channel, '--property', property]
  const more = text === null ? ['--reset'] : ['--create', '--type', type, '--set', text]
  good(await at.door.run([...words, ...more], { seconds: 10, signal: at.signal }), `set ${name}`)
}
