/** Who has a part in a person's way through the programme, by account. */
export interface Parts {
  readonly person: string
  readonly manager: string
  readonly head: string
  readonly personnel: string
  readonly safety: string
  readonly privacy: string
  readonly it: string
  readonly council: string
  readonly severelyDisabled: string
  readonly equalOpportunity: string
  readonly equipment: string
  /** Is told of losses. */
  readonly administrator: string
}

const turn = 'Ein Antrag wartet auf Sie'
const ended = 'Eine Vereinbarung endet'
const loss = 'Ein Gerät wurde als verloren gemeldet'

/**
 * The subjects of all mails of a whole way: refused, contested, approved, two devices handed over, a day swapped, one
 * device lost, suspended and opened again, one device returned, ended by the person. Nobody is told what she did
 * herself, but of a loss, which somebody else may have reported in her name.
 */
export function mailsOfWholeWay(parts: Parts): Record<string, string[]> {
  return {
    [parts.person]: [
      'Über Ihren Antrag ist entschieden',
      'Über Ihren Widerspruch ist entschieden',
      'Ihre Vereinbarung liegt vor',
      'Ein Gerät wurde Ihnen ausgegeben',
      'Ein Gerät wurde Ihnen ausgegeben',
      'Über Ihre Änderung ist entschieden',
      'Ein Gerät von Ihnen ist als verloren gemeldet',
      'Ihr Zugang von außen ist ausgesetzt',
      'Ihr Zugang von außen gilt wieder',
      'Ihre Rückgabe ist vermerkt',
    ],
    [parts.manager]: [turn, 'Jemand möchte einen Tag tauschen', ended],
    [parts.severelyDisabled]: [turn],
    [parts.equalOpportunity]: [turn],
    [parts.council]: ['Sie werden über einen Antrag informiert'],
    [parts.head]: [turn],
    [parts.personnel]: ['Ein Widerspruch wartet auf Sie', turn],
    [parts.safety]: [turn],
    [parts.privacy]: [turn],
    [parts.it]: [turn, ended],
    [parts.equipment]: ['Jemand braucht Geräte für zu Hause', loss],
    [parts.administrator]: [loss],
  }
}
