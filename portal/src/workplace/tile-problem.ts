import type { MySession, WorkspaceTile } from '@nahtlos/contract/api/workplace'

/** What is wrong with a running session of this workspace, its desktop's before that of a single app; null where all is well. */
export function tileProblem(
  { session, published }: Pick<WorkspaceTile, 'session' | 'published'>,
  sessions: readonly Pick<MySession, 'id' | 'problem'>[],
): MySession['problem'] {
  for (const id of [session, ...published.map((app) => app.session)]) {
    const problem = sessions.find((each) => each.id === id)?.problem
    if (problem) return problem
  }
  return null
}
