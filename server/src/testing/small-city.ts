import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'

/** A city of two departments, the smallest that has everything the programme needs. */
export const smallCity: ConfigurationFile[] = [
  {
    path: 'city.yaml',
    text: `# Kommentare bleiben erhalten.
kind: City
id: musterstadt
title: { de: Musterstadt, en: Sampletown }
timeZone: Europe/Berlin
fourEyes: false
---
kind: Programme
id: telework
title: { de: Telearbeit, en: Telework }
chain: [line-manager, head-of-department, it]
maximumHomeDays: 3
maximumMonths: 12
earliest: "06:00"
latest: "20:00"
form: { ask: [] }
criteria: { monthsInRole: 0, shareOfFullTime: 0 }
---
kind: Department
id: sozialamt
number: "50"
title: { de: Sozialamt, en: Social services }
telework: true
---
kind: Department
id: ordnungsamt
number: "32"
title: { de: Ordnungsamt, en: Public order }
---
kind: Zone
id: office
title: { de: Amt, en: Office }
listener: office
networks: [10.20.0.0/16]
outside: false
---
kind: Zone
id: home
title: { de: Zuhause, en: Home }
listener: outside
networks: [0.0.0.0/0, "::/0"]
outside: true
---
kind: App
id: editor
title: { de: Texteditor, en: Text editor }
package: mousepad
command: [mousepad]
icon: accessories-text-editor
categories: [Utility]
---
kind: Workspace
id: soziales
title: { de: Soziales, en: Social services }
summary: { de: Für das Sozialamt, en: For social services }
members: { departments: [sozialamt] }
apps: [editor]
pool: main
---
kind: Pool
id: main
title: { de: Alle, en: All }
hosts: [host-a, host-b]
---
kind: AccessRule
effect: grant
id: everywhere
title: { de: Überall, en: Everywhere }
rights: [control, clipboard-in]
`,
  },
]
