import { join } from 'node:path'
import type { DesktopPart } from '@nahtlos/contract/configuration/environment-action'
import { channel, channelPath, lockedChannel } from '../../desktop/xfconf.ts'
import type { ActionModule } from '../action-module.ts'

/**
 * Channels of xfconf that nobody but root may change: xfconfd then takes the workspace's values alone and leaves those
 * of the home aside. It reads them once, so a lock counts from the start of the desktop.
 */
export const kiosk: ActionModule<'kiosk'> = {
  async apply({ parts }, _key, { system, paths, alone }) {
    for (const name of parts.flatMap((part) => channels[part])) {
      const path = join(paths.session, 'etc/xdg', channelPath(name))
      await alone(path, async () => {
        const present = (await system.readText(path)) ?? channel(name, {})
        await system.writeText(path, lockedChannel(present), { mode: 0o644 })
      })
    }
    return null
  },
  // At the next logon the files are made anew, without the lock.
  undo: async () => undefined,
}

const channels: Readonly<Record<DesktopPart, readonly string[]>> = {
  panel: ['xfce4-panel'],
  backdrop: ['xfce4-desktop'],
  windows: ['xfwm4'],
  shortcuts: ['xfce4-keyboard-shortcuts'],
  look: ['xsettings'],
  session: ['xfce4-session'],
}
