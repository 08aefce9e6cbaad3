import { join } from 'node:path'
import { demoAccounts } from '@nahtlos/city/demo-accounts'
import type { Text } from '@nahtlos/contract/text'
import type { DemoAccount } from './accounts.ts'
import { firstAdministrator } from './administrator.ts'
import { officeNetworks } from './example-city.ts'
import { layoutOf } from './layout.ts'

const aboutFirstAdministrator: Text = {
  de: 'Erste Administration, beim ersten Start angelegt: darf alles, hat keinen Arbeitsplatz.',
  en: 'First administrator, made at the first start: may do everything, has no workspace.',
}

/**
 * What a visitor reads when everything answers: where, who, and how to go on. On a network also whom her browser has to
 * trust, and from where she is at the office.
 *
 * @param state directory of the demo
 */
export function welcome(office: string, outside: string, accounts: readonly DemoAccount[], state: string): string {
  const width = Math.max(0, ...accounts.map((each) => each.account.length))
  const rows = accounts.map((each) => {
    const about = aboutOf(each.account)
    const lines = [`  ${each.account.padEnd(width)}   ${each.password}`]
    if (about !== null) lines.push(`      ${about.de}`, `      ${about.en}`)
    return lines.join('\n')
  })
  return `
Nahtlos läuft. / Nahtlos is running.

  im Amt / at the office    ${office}
  zu Hause / at home        ${outside}
${office.startsWith('https:') ? onNetwork(state) : ''}
Konten und Passwörter / accounts and passwords

${rows.join('\n')}

Sechsstelliger Code: von zu Hause immer nötig, im Amt für die Administration.
Six-digit code: always needed from home, at the office by administrators.

  ./nahtlos code KONTO

Beginnen Sie hier / begin here: ${office}

Weiter / next: ./nahtlos status, ./nahtlos stop, ./nahtlos reset`
}

/** Both doors share one name, and browsers' cookies know no ports. */
function onNetwork(state: string): string {
  const networks = officeNetworks().join(', ')
  return `
Der Browser muss dieser Zertifizierungsstelle vertrauen (Einstellungen, Zertifikate, importieren):
The browser has to trust this authority (settings, certificates, import):
  ${join(layoutOf(state, '').certificate, 'authority.pem')}

Im Amt ist nur, wer die Adresse des Amts aus einem dieser Netze öffnet; alle anderen sind auch dort außerhalb:
At the office is only who opens the office's address from one of these networks; all others are outside there, too:
  ${networks}

Öffnen Sie Amt und Zuhause in je einem eigenen privaten Fenster: Ein Browser hält beide für dieselbe Adresse.
Open office and home in a private window each: to a browser both are the same address.
`
}

function aboutOf(account: string): Text | null {
  if (account === firstAdministrator) return aboutFirstAdministrator
  return demoAccounts.find(({ person }) => person.account === account)?.tryThis ?? null
}
