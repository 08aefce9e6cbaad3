import { queryOptions } from '@tanstack/react-query'
import { helpDeskAccesses } from '../api/settings.ts'

/** The looks at people's settings that whoever is signed in asked for. */
export const accessesQuery = queryOptions({ queryKey: ['help-desk'], queryFn: helpDeskAccesses })
