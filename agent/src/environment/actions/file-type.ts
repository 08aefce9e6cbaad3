import type { ActionOf } from '@nahtlos/contract/configuration/environment-action'
import { fileTypeFile } from '@nahtlos/core/environment/keys/key-file'
import { launcherName } from '../../desktop/launchers.ts'
import { ActionFailure, type ActionModule } from '../action-module.ts'
import { clearWay } from '../home-files.ts'
import { holdsInFile, putBackInFile, setInFile } from '../keys-in-files.ts'

/** Which app opens a type of file, before the workspace's own choice and after whatever the person chose. */
export const fileType: ActionModule<'file-type'> = {
  async apply(action, _key, at) {
    if (!at.order.apps.some(({ id }) => id === action.app))
      throw new ActionFailure(`the workspace has no app ${action.app}`)
    return setInFile(fileOf(action), at)
  },
  undo: (action, _key, before, at) => putBackInFile(fileOf(action), before, at),
  async heal(action, key, at) {
    await clearWay(at, fileOf(action).path)
    await this.apply(action, key, at)
  },
  holds: (action, _key, at) => holdsInFile(fileOf(action), at),
}

const fileOf = ({ type, app }: ActionOf<'file-type'>) => fileTypeFile(type, launcherName(app))
