/** The person's line cannot be added: the host itself uses the name or the number for somebody else. */
export class AccountClash extends Error {
  override name = 'AccountClash'
}

export interface Account {
  readonly account: string
  readonly uid: number
  readonly name: string
}

/** `passwd` as one session sees it, passwd(5): the host's lines and the person's, unless the host has it already. */
export function passwdWith(host: string, person: Account): string {
  const full = person.name.replaceAll(/[:,\r\n\0]/g, ' ')
  const own = `${person.account}:x:${person.uid}:${person.uid}:${full}:/home/${person.account}:/bin/bash`
  return withLine(host, person, own)
}

/** `group`, group(5): a group of the person's own name and number. */
export function groupWith(host: string, person: Account): string {
  return withLine(host, person, `${person.account}:x:${person.uid}:`)
}

function withLine(host: string, person: Account, own: string): string {
  const lines = host.split('\n').filter((line) => line !== '')
  for (const line of lines) {
    const [name, , number] = line.split(':')
    const sameName = name === person.account
    const sameNumber = Number(number) === person.uid
    if (sameName && sameNumber) return `${lines.join('\n')}\n`
    if (sameName || sameNumber)
      throw new AccountClash(`${person.account} (${person.uid}) clashes with the host's own '${name}' (${number})`)
  }
  return `${[...lines, own].join('\n')}\n`
}
