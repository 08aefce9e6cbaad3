import type { App } from '@nahtlos/contract/configuration/app'
import { launcherName, logoutName, ruledCategory } from './launchers.ts'
import { escapeXml } from './xfconf.ts'

/**
 * The start menu, Desktop Menu Specification 1.1: exactly the workspace's apps in their order, then the way out.
 * Only this directory of launchers is read, so nothing else that is installed shows up.
 */
export function menu(apps: readonly App[], applications: string): string {
  const names = apps.map((app) => launcherName(app.id))
  const file = (name: string) => `<Filename>${escapeXml(name)}</Filename>`
  return `<!DOCTYPE Menu PUBLIC "-//freedesktop//DTD Menu 1.0//EN"
  "http://www.freedesktop.org/standards/menu-spec/1.0/menu.dtd">
<Menu>
  <Name>Nahtlos</Name>
  <AppDir>${escapeXml(applications)}</AppDir>
  <Include>
    ${[...names, logoutName].map(file).join('\n    ')}
    <Category>${ruledCategory}</Category>
  </Include>
  <Layout>
    ${[...names.map(file), '<Merge type="files"/>', '<Separator/>', file(logoutName)].join('\n    ')}
  </Layout>
</Menu>
`
}
