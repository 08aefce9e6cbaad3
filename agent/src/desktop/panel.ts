import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { launcherName } from './launchers.ts'
import { array, bool, branch, int, string, uint, type XfconfTree } from './xfconf.ts'

/** `p` is xfce4-panel's snap position: 12 is the lower edge, 11 the upper, 5 the left. */
const positions = {
  bottom: { position: 'p=12;x=0;y=0', mode: 0 },
  top: { position: 'p=11;x=0;y=0', mode: 0 },
  // Mode 2 is the "deskbar": a panel at the side whose texts stay horizontal.
  left: { position: 'p=5;x=0;y=0', mode: 2 },
} as const

/** One panel: start menu, launchers, windows, tray, clock. */
export function panel(order: SessionOrder): XfconfTree {
  const { position, mode } = positions[order.appearance.panel]
  const known = new Set(order.apps.map((app) => app.id))
  const launchers = order.appearance.launchers.filter((id) => known.has(id))
  const plugins = [
    string('applicationsmenu', {
      'button-title': string('Start'),
      'show-button-title': bool(mode === 0),
      // Without a title the icon is drawn as it is, and a symbolic one is dark on a dark panel then.
      'button-icon': string(mode === 0 ? 'view-app-grid-symbolic' : 'org.xfce.panel.applicationsmenu'),
    }),
    ...launchers.map((id) => string('launcher', { items: array([string(launcherName(id))]) })),
    string('tasklist', { 'flat-buttons': bool(true), 'show-handle': bool(false) }),
    string('separator', { expand: bool(true), style: uint(0) }),
    string('systray', { 'square-icons': bool(true) }),
    string('clock', {
      'digital-layout': uint(3),
      'digital-time-format': string('%H:%M'),
      'digital-date-format': string(order.person.language === 'de' ? '%d.%m.%Y' : '%Y-%m-%d'),
    }),
  ]
  const ids = plugins.map((_, index) => index + 1)
  return {
    configver: int(2),
    panels: array([int(1)], {
      'dark-mode': bool(true),
      'panel-1': branch({
        position: string(position),
        mode: uint(mode),
        length: uint(100),
        'position-locked': bool(true),
        size: uint(mode === 0 ? 34 : 48),
        'icon-size': uint(0),
        'plugin-ids': array(ids.map(int)),
      }),
    }),
    plugins: branch(Object.fromEntries(plugins.map((plugin, index) => [`plugin-${index + 1}`, plugin]))),
  }
}
