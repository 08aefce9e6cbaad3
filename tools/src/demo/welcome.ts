import { demoAccounts } from '@nahtlos/city/demo-accounts'
import type { Text } from '@nahtlos/contract/text'
import type { DemoAccount } from './accounts.ts'
import { firstAdministrator } from './administrator.ts'

const aboutFirstAdministrator: Text = {
  de: 'Erste Administration, beim ersten Start angelegt: darf alles, hat keinen Arbeitsplatz.',
  en: 'First administrator, made at the first start: may do everything, has no workspace.',
}

/** What a visitor reads when everything answers: where, who, and how to go on. */
export function welcome(office: string, outside: string, accounts: readonly DemoAccount[]): string {
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

Konten und Passwörter / accounts and passwords

${rows.join('\n')}

Sechsstelliger Code: von zu Hause immer nötig, im Amt für die Administration.
Six-digit code: always needed from home, at the office by administrators.

  ./nahtlos code KONTO

Weiter / next: ./nahtlos status, ./nahtlos stop, ./nahtlos reset`
}

function aboutOf(account: string): Text | null {
  if (account === firstAdministrator) return aboutFirstAdministrator
  return demoAccounts.find(({ person }) => person.account === account)?.tryThis ?? null
}
