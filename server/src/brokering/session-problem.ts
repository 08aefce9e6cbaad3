import type { MySession } from '@nahtlos/contract/api/workplace'
import type { Phase, SessionState } from '@nahtlos/contract/session/state'
import { lostSettings, type SessionSettings } from './lost-settings.ts'
import type { EndedBy } from './tables.ts'

type SessionProblem = NonNullable<MySession['problem']>

/** What to tell a person whose session is not well; null where it is. Never why in the host's words: those are for administrators. */
export function sessionProblem(
  state: SessionState,
  phases: readonly Phase[],
  unreachable: boolean,
  settings: SessionSettings,
  endedBy: EndedBy | null,
): MySession['problem'] {
  const previous = phases.find(({ name }) => name === 'previous')?.outcome
  if (state === 'placing') return previous === 'running' ? null : problems.noHost
  if (state === 'failed') return previous === 'failed' ? problems.previous : problems.failed
  if (state === 'lost') {
    const { text, next } = problems.lost
    const missing = lostSettings(settings)
    return {
      text: {
        de: [text.de, ...missing.map(({ de }) => de)].join(' '),
        en: [text.en, ...missing.map(({ en }) => en)].join(' '),
      },
      next,
    }
  }
  if (state === 'ended' && (endedBy === 'administration' || endedBy === 'limit')) return problems[endedBy]
  return unreachable && state !== 'ended' ? problems.unreachable : null
}

const problems = {
  noHost: {
    text: { de: 'Zurzeit ist kein Sitzungsserver frei.', en: 'No session host has room at the moment.' },
    next: {
      de: 'Ihr Arbeitsplatz startet von selbst, sobald Platz ist.',
      en: 'Your workspace starts by itself as soon as there is room.',
    },
  },
  previous: {
    text: {
      de: 'Ihre letzte Sitzung ist noch nicht beendet. Deshalb konnte keine neue beginnen.',
      en: 'Your last session has not ended yet. So no new one could begin.',
    },
    next: {
      de: 'Starten Sie in einigen Minuten noch einmal. Bleibt es dabei, wenden Sie sich an Ihre Administration.',
      en: 'Start again in some minutes. If it stays, ask your administrators.',
    },
  },
  failed: {
    text: { de: 'Der Arbeitsplatz konnte nicht gestartet werden.', en: 'The workspace could not be started.' },
    next: {
      de: 'Starten Sie ihn noch einmal. Bleibt es dabei, wenden Sie sich an Ihre Administration.',
      en: 'Start it again. If it stays, ask your administrators.',
    },
  },
  lost: {
    text: {
      de: 'Die Sitzung ist verloren gegangen: Ihr Sitzungsserver ist ausgefallen.',
      en: 'The session is lost: its session host went away.',
    },
    next: {
      de: 'Starten Sie neu. Gespeicherte Dokumente und der letzte Stand Ihrer Einstellungen sind da. Was der Server noch hat, liefert er nach, sobald er wieder da ist.',
      en: 'Start again. Saved documents and the last snapshot of your settings are there. What the host still has it delivers as soon as it is back.',
    },
  },
  administration: {
    text: { de: 'Die Administration hat diese Sitzung beendet.', en: 'An administrator ended this session.' },
    next: {
      de: 'Ihre Einstellungen sind gesichert. Sie können den Arbeitsplatz neu starten.',
      en: 'Your settings are saved. You can start the workspace again.',
    },
  },
  limit: {
    text: {
      de: 'Die längste erlaubte Dauer dieser Sitzung war erreicht.',
      en: 'The longest duration allowed for this session was reached.',
    },
    next: {
      de: 'Ihre Einstellungen sind gesichert. Sie können den Arbeitsplatz neu starten.',
      en: 'Your settings are saved. You can start the workspace again.',
    },
  },
  unreachable: {
    text: {
      de: 'Der Sitzungsserver antwortet gerade nicht.',
      en: 'The session host does not answer at the moment.',
    },
    next: {
      de: 'Es wird von selbst weiter versucht; meist geht es gleich wieder.',
      en: 'It is being tried again by itself; most often it takes a moment.',
    },
  },
} as const satisfies Record<string, SessionProblem>
