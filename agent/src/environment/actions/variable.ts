import { join } from 'node:path'
import { variablesPlace } from '../../launcher/first-process.ts'
import { quote } from '../../launcher/quote.ts'
import type { ActionModule } from '../action-module.ts'

/**
 * An environment variable of the desktop: set before it starts, it is everybody's; later it is that of the apps which
 * are started by their launchers from then on. One file for each, so that siblings never meet.
 */
export const variable: ActionModule<'variable'> = {
  async apply({ name, value }, _key, { system, paths }) {
    const path = join(paths.session, variablesPlace, name)
    const before = await system.readText(path)
    await system.makeDirectory(join(paths.session, variablesPlace), { mode: 0o755 })
    await system.writeText(path, `export ${name}=${quote(value)}\n`, { mode: 0o644 })
    return before
  },
  async undo({ name }, _key, before, { system, paths }) {
    const path = join(paths.session, variablesPlace, name)
    if (typeof before === 'string') await system.writeText(path, before, { mode: 0o644 })
    else await system.remove(path)
  },
}
