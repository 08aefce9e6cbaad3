import type { DirectoryPerson } from '@nahtlos/contract/api/administration'
import { demoAccounts } from './demo-accounts.ts'
import { cityDepartments } from './departments.ts'
import { accountOf, familyNames, givenNames } from './names.ts'
import { type Random, randomFrom } from './random.ts'

/** Everybody of a team reports to its line manager, and every line manager to the head of the department. */
const teamSize = 12

/** Departments with many staff; the others are of ordinary size. */
const weights: Readonly<Record<string, number>> = {
  'kita-amt': 9,
  sozialamt: 8,
  jugendamt: 7,
  feuerwehr: 7,
  buergeramt: 5,
  abfallwirtschaft: 5,
  schulamt: 4,
  ordnungsamt: 4,
  gruenflaechen: 4,
  'it-amt': 3,
  gesundheitsamt: 3,
  'kassen-steueramt': 3,
}

/**
 * Makes up the staff of the city: `count` people over all departments, the named ones of the demo first, then others,
 * each with an account of her own; one head per department, line managers, IT approvers, administrators, a help desk
 * and an auditor. The same seed gives the same people. A manager
 * always comes before those she manages. Few people leave the last departments empty.
 */
export function people(seed = 1, count = 10_000): DirectoryPerson[] {
  const random = randomFrom(seed)
  const departments = cityDepartments().map(({ id }) => id)
  const named = demoAccounts.map(({ person }) => person)
  if (count <= named.length) return structuredClone(named.slice(0, Math.max(0, count)))
  const accounts = new Set(named.map(({ account }) => account))
  return [
    ...structuredClone(named),
    ...shares(departments, count - named.length).flatMap((share) => staff(random, accounts, share)),
  ]
}

function staff(random: Random, accounts: Set<string>, { department, size }: Share): DirectoryPerson[] {
  const made: DirectoryPerson[] = []
  let head =
    demoAccounts.find(({ person }) => isHead(person) && person.department === department)?.person.account ?? null
  let manager: string | null = null
  for (let index = 0; index < size; index++) {
    const person = makePerson(random, accounts, department)
    if (head === null) {
      head = person.account
      person.roles = ['head-of-department']
    } else if (manager === null || index % teamSize === 1) {
      manager = person.account
      person.manager = head
    } else person.manager = manager
    if (department === 'it-amt') giveItRoles(person, index)
    if (department === 'revisionsamt' && index === 2) person.roles = ['auditor']
    giveBodies(person, department, index)
    person.employment = postOf(index)
    made.push(person)
  }
  return made
}

/** Who is of the bodies that take part in requests: a few people of the departments where they would be. */
const bodies: Readonly<Record<string, readonly string[]>> = {
  hauptamt: ['personalrat', 'schwerbehindertenvertretung'],
  personalamt: ['personalamt'],
  arbeitsschutz: ['arbeitsschutz'],
  datenschutz: ['datenschutz'],
  gleichstellung: ['gleichstellung'],
}

const works: Readonly<Record<string, DirectoryPerson['roles'][number]>> = {
  arbeitsschutz: 'occupational-safety',
  datenschutz: 'data-protection',
  stadtarchiv: 'archivist',
}

function giveBodies(person: DirectoryPerson, department: string, index: number): void {
  if (index === 0 || index > 3) return
  person.groups.push(...(bodies[department] ?? []).filter((group) => !person.groups.includes(group)))
  // Whoever approves for a body also does its work: assesses workplaces, grants looks, confirms deletions.
  const role = works[department]
  if (role !== undefined && !person.roles.includes(role)) person.roles.push(role)
}

/** Most have had their role for long; every twentieth came in the year 2026, every fifth works part of the week. */
function postOf(index: number): NonNullable<DirectoryPerson['employment']> {
  const year = index % 20 === 7 ? 2026 : 2005 + (index % 20)
  return {
    roleSince: `${year}-${String(1 + (index % 12)).padStart(2, '0')}-01`,
    shareOfFullTime: index % 5 === 3 ? 60 : 100,
    phone: `0641 5000-${100 + (index % 900)}`,
  }
}

function isHead(person: DirectoryPerson): boolean {
  return person.roles.includes('head-of-department')
}

function giveItRoles(person: DirectoryPerson, index: number): void {
  if (index === 0 || index > 40) return
  if (index <= 6) person.roles = ['it-approver']
  else if (index <= 10) person.roles = ['administrator']
  else if (index <= 30) person.roles = ['help-desk']
  if (index <= 10) person.groups = ['it-betrieb']
}

function makePerson(random: Random, accounts: Set<string>, department: string): DirectoryPerson {
  const given = random.pick(givenNames)
  const family =
    random.below(20) === 0 ? `${random.pick(familyNames)}-${random.pick(familyNames)}` : random.pick(familyNames)
  const groups: string[] = []
  if (random.below(25) === 0) groups.push('hoher-schutzbedarf')
  if (random.below(60) === 0) groups.push('redaktion')
  const account = freeAccount(accounts, accountOf(given, family))
  return {
    account,
    name: `${given} ${family}`,
    department,
    groups,
    manager: null,
    roles: [],
    language: random.below(30) === 0 ? 'en' : 'de',
    mail: `${account}@lindenbrueck.example`,
    signIn: false,
  }
}

function freeAccount(accounts: Set<string>, wanted: string): string {
  let account = wanted
  for (let number = 2; accounts.has(account); number++) account = `${wanted}${number}`
  accounts.add(account)
  return account
}

interface Share {
  readonly department: string
  readonly size: number
}

/** Shares the people out by weight, at least one each; what is left over goes to the first ones. */
function shares(departments: readonly string[], count: number): Share[] {
  if (count < departments.length) return departments.slice(0, count).map((department) => ({ department, size: 1 }))
  const total = departments.reduce((sum, id) => sum + (weights[id] ?? 1), 0)
  const rest = count - departments.length
  const sizes = departments.map((department) => ({
    department,
    size: 1 + Math.floor((rest * (weights[department] ?? 1)) / total),
  }))
  let left = count - sizes.reduce((sum, { size }) => sum + size, 0)
  for (const share of sizes) {
    if (left === 0) break
    share.size++
    left--
  }
  return sizes
}
