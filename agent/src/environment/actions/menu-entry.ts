import { join } from 'node:path'
import { entryLauncher, ruledLauncherName } from '../../desktop/launchers.ts'
import type { ActionModule } from '../action-module.ts'

/** A launcher in the session's own folder of launchers, which belongs to root; the menu shows it by its category. */
export const menuEntry: ActionModule<'menu-entry'> = {
  async apply(action, key, { system, paths, order }) {
    const text = entryLauncher(action, order.person.language)
    for (const place of placesOf(action.desktop)) {
      const directory = join(paths.session, place)
      await system.makeDirectory(directory, { mode: 0o755 })
      await system.writeText(join(directory, ruledLauncherName(key)), text, { mode: 0o644 })
    }
    return null
  },
  async undo(action, key, _undo, { system, paths }) {
    for (const place of placesOf(action.desktop))
      await system.remove(join(paths.session, place, ruledLauncherName(key)))
  },
}

const placesOf = (desktop: boolean) => ['share/applications', ...(desktop ? ['share/desktop'] : [])]
