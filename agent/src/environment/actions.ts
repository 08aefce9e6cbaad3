import type { ActionKind } from '@nahtlos/contract/configuration/environment-action'
import type { ActionModule } from './action-module.ts'
import { closeApp } from './actions/close-app.ts'
import { drive } from './actions/drive.ts'
import { file } from './actions/file.ts'
import { fileType } from './actions/file-type.ts'
import { key } from './actions/key.ts'
import { kiosk } from './actions/kiosk.ts'
import { link } from './actions/link.ts'
import { menuEntry } from './actions/menu-entry.ts'
import { message } from './actions/message.ts'
import { printer } from './actions/printer.ts'
import { script } from './actions/script.ts'
import { startApp } from './actions/start-app.ts'
import { variable } from './actions/variable.ts'

const modules: { readonly [K in ActionKind]: ActionModule<K> } = {
  variable,
  file,
  link,
  key,
  'menu-entry': menuEntry,
  'file-type': fileType,
  drive,
  printer,
  kiosk,
  script,
  message,
  'start-app': startApp,
  'close-app': closeApp,
}

/** The module of a kind of action. */
export function moduleOf(kind: ActionKind): ActionModule {
  // Each module is only ever given actions of its own kind, by which it was found.
  return modules[kind] as ActionModule
}
