// Generated from contract/openapi.json by tools/src/openapi.ts; change the route declarations instead.

export interface paths {
    "/api/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to set up an authenticator app (TOTP, RFC 6238)
         * @description Permission: half-signed-in.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Begin to set up an authenticator app (TOTP, RFC 6238) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: starts_with */
                            uri: string;
                            secret: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the password, e.g. a first password, by one of your own
         * @description Permission: half-signed-in.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        present: string;
                        next: string;
                    };
                };
            };
            responses: {
                /** @description Replace the password, e.g. a first password, by one of your own */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/second-factor/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the authenticator app with a code
         * @description Permission: half-signed-in.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Confirm the authenticator app with a code */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/first-administrator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the first administrator is still to be made, and where the caller comes from
         * @description Permission: anyone.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Whether the first administrator is still to be made, and where the caller comes from */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            due: boolean;
                            /** @enum {string} */
                            place: "office" | "outside" | "unknown";
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Make the first administrator with the secret that the server wrote at its first start
         * @description Permission: first-run.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        secret: string;
                        account: string;
                        name: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Make the first administrator with the secret that the server wrote at its first start */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            person: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give the six-digit code of the authenticator app
         * @description Permission: half-signed-in.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Give the six-digit code of the authenticator app */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who am I, from where, and what is still due
         * @description Permission: half-signed-in.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who am I, from where, and what is still due */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with account and password
         * @description Permission: anyone.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        account: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Sign in with account and password */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out; running sessions stay
         * @description Permission: half-signed-in.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session}/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A ticket for one connection, after the context was evaluated again
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    session: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A ticket for one connection, after the context was evaluated again */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ticket: string;
                            /** Format: uuid */
                            connection: string;
                            rights: ("control" | "clipboard-in" | "clipboard-out" | "upload" | "download" | "print" | "sound" | "microphone")[];
                            bounds: {
                                idleMinutes: number | null;
                                lengthMinutes: number | null;
                                sessions: number | null;
                                watermark: boolean;
                            };
                            /** Format: date-time */
                            expiresAt: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/connections/{connection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What my connection may do now, or why it was closed
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    connection: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What my connection may do now, or why it was closed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rights: ("control" | "clipboard-in" | "clipboard-out" | "upload" | "download" | "print" | "sound" | "microphone")[];
                            open: boolean;
                            refusal: components["schemas"]["Refusal"] | null;
                            bounds: {
                                idleMinutes: number | null;
                                lengthMinutes: number | null;
                                sessions: number | null;
                                watermark: boolean;
                            };
                            coming: {
                                /** Format: date-time */
                                at: string;
                                access: boolean;
                                rights: ("control" | "clipboard-in" | "clipboard-out" | "upload" | "download" | "print" | "sound" | "microphone")[];
                                /** @default [] */
                                apps: components["schemas"]["Text"][];
                                /** @default {} */
                                bounds: {
                                    idleMinutes?: number;
                                    lengthMinutes?: number;
                                };
                                reason: components["schemas"]["Text"] | null;
                            } | null;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of my sessions
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    session: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One of my sessions */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MySession"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Log off: save the settings and end the session
         * @description Permission: staff.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    session: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Log off: save the settings and end the session */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MySession"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers at once; the portal measures the connection with it
         * @description Permission: anyone.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/start/settings-messages/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * I have seen what became of my settings, up to this time
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        until: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of my sessions, again whenever it changes
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    session: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One of my sessions, again whenever it changes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": components["schemas"]["MySession"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My workspaces, each available or with the reason why not
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description My workspaces, each available or with the reason why not */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StartPage"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a desktop or an app, or return the session that already runs
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        workspace: string;
                        app: string | null;
                        screen?: {
                            width: number;
                            height: number;
                        };
                    };
                };
            };
            responses: {
                /** @description Start a desktop or an app, or return the session that already runs */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MySession"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When I am away and who stands in for me; and those for whom I stand in today
         * @description Permission: approver.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description When I am away and who stands in for me; and those for whom I stand in today */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            mine: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date */
                                from: string;
                                /** Format: date */
                                until: string;
                                deputy: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                            }[];
                            standingInFor: string[];
                            others: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date */
                                from: string;
                                /** Format: date */
                                until: string;
                                deputy: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                person: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                            }[];
                            mayEnterForOthers: boolean;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Say when I am away and who stands in for me; or, as head of department or administrator, for somebody else
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        until: string;
                        deputy: string;
                        person?: string;
                    };
                };
            };
            responses: {
                /** @description Say when I am away and who stands in for me; or, as head of department or administrator, for somebody else */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** Format: date */
                            from: string;
                            /** Format: date */
                            until: string;
                            deputy: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for me, what I decided or am informed of, and the running agreements of those I approve for; the first fifty each
         * @description Permission: approver.
         */
        get: {
            parameters: {
                query?: {
                    name?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What waits for me, what I decided or am informed of, and the running agreements of those I approve for; the first fifty each */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            waiting: components["schemas"]["RequestView"][];
                            waitingCount: number;
                            decided: components["schemas"]["RequestView"][];
                            informed: components["schemas"]["RequestView"][];
                            overdue: {
                                /** Format: uuid */
                                request: string;
                                person: string;
                                departmentTitle: components["schemas"]["Text"];
                                body: components["schemas"]["Text"];
                                /** Format: date-time */
                                dueAt: string;
                                nobody: boolean;
                            }[];
                            agreements: components["schemas"]["AgreementView"][];
                            agreementCount: number;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/requests/{request}/objection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Object to the rejection of my request
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string | null;
                    };
                };
            };
            responses: {
                /** @description Object to the rejection of my request */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/requests/{request}/correction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * File my returned request again, corrected
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TeleworkApplicationInput"];
                };
            };
            responses: {
                /** @description File my returned request again, corrected */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{request}/objection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide on the objection to a rejection
         * @description Permission: approver.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "contest-granted" | "contest-dismissed";
                        reason: string | null;
                        /** @default null */
                        alternatives?: string | null;
                    };
                };
            };
            responses: {
                /** @description Decide on the objection to a rejection */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{request}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a step of a request whose turn is mine: approve, reject, return, agree or object
         * @description Permission: approver.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        step: number;
                        round: number;
                        /** @enum {string} */
                        outcome: "approved" | "rejected" | "returned" | "consented" | "objected";
                        reason: string | null;
                        /** @default null */
                        alternatives?: string | null;
                    };
                };
            };
            responses: {
                /** @description Take a step of a request whose turn is mine: approve, reject, return, agree or object */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * File a telework request
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TeleworkApplicationInput"];
                };
            };
            responses: {
                /** @description File a telework request */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find colleagues by name or account (at most 20), to name a deputy
         * @description Permission: approver.
         */
        get: {
            parameters: {
                query: {
                    q: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Find colleagues by name or account (at most 20), to name a deputy */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            account: string;
                            name: string;
                            department: string;
                            departmentTitle: components["schemas"]["Text"];
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My requests and agreements, newest first
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description My requests and agreements, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            requests: components["schemas"]["RequestView"][];
                            agreements: components["schemas"]["AgreementView"][];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My draft of a request; null where there is none
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: {
                    type?: "telework" | "mobile-work";
                    about?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description My draft of a request; null where there is none */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            draft: {
                                /** @enum {string} */
                                type: "telework" | "mobile-work";
                                /** @default null */
                                about: string | null;
                                answers: {
                                    [key: string]: unknown;
                                };
                            } | null;
                            savedAt: string | null;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Keep my draft; sealed, and forgotten once it is filed
         * @description Permission: staff.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "telework" | "mobile-work";
                        /** @default null */
                        about?: string | null;
                        answers: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Keep my draft; sealed, and forgotten once it is filed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            savedAt: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/absences/{absence}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take back an absence of mine, or of somebody for whom I may enter one
         * @description Permission: staff.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    absence: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/requests/{request}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One request: mine, or one that I decide or decided
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One request: mine, or one that I decide or decided */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rules of the programme for me, whether I meet them, and who decides
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: {
                    type?: "telework" | "mobile-work";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The rules of the programme for me, whether I meet them, and who decides */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TeleworkTerms"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/requests/{request}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw my request while somebody still has to do something about it
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Withdraw my request while somebody still has to do something about it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/agreements/{agreement}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for another day, one more day, or another week for some time
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    agreement: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "swap";
                        /** Format: date */
                        gives: string;
                        /** Format: date */
                        takes: string;
                    } | {
                        /** @enum {string} */
                        kind: "day";
                        /** Format: date */
                        date: string;
                        from: string;
                        until: string;
                    } | {
                        /** @enum {string} */
                        kind: "period";
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        until: string;
                        week: components["schemas"]["HomeDay"][];
                    };
                };
            };
            responses: {
                /** @description Ask for another day, one more day, or another week for some time */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/calendar/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Approved days and contact hours as iCalendar (RFC 5545); the address itself is the permission
         * @description Permission: anyone.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    token: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Approved days and contact hours as iCalendar (RFC 5545); the address itself is the permission */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/calendar; charset=utf-8": string;
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an address for my calendar program; a former one of the same kind stops working
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        scope: "own" | "team";
                    };
                };
            };
            responses: {
                /** @description Make an address for my calendar program; a former one of the same kind stops working */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            path: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/changes/{change}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take back a wish of mine
         * @description Permission: staff.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    change: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Take back a wish of mine */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/changes/{change}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant or refuse a wish
         * @description Permission: approver.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    change: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "granted" | "refused";
                        reason: string | null;
                    };
                };
            };
            responses: {
                /** @description Grant or refuse a wish */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/agreements/{agreement}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End my agreement at once; access from outside ends with it
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    agreement: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string | null;
                    };
                };
            };
            responses: {
                /** @description End my agreement at once; access from outside ends with it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/calendar/{scope}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * The address of my calendar stops working
         * @description Permission: staff.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    scope: "own" | "team";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/agreements/{agreement}/notice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give notice of my agreement, or revoke that of somebody I approve for: `until` is its last day
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    agreement: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date */
                        until: string;
                        reason: string | null;
                    };
                };
            };
            responses: {
                /** @description Give notice of my agreement, or revoke that of somebody I approve for: `until` is its last day */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/agreements/{agreement}/resumption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a suspended agreement again
         * @description Permission: approver.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    agreement: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string | null;
                    };
                };
            };
            responses: {
                /** @description Open a suspended agreement again */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/agreements/{agreement}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close access by this agreement at once, for the sake of security
         * @description Permission: approver.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    agreement: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string | null;
                    };
                };
            };
            responses: {
                /** @description Close access by this agreement at once, for the sake of security */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/agreements/{agreement}/swaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My coming home days, each with the days that it could be swapped for
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    agreement: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description My coming home days, each with the days that it could be swapped for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            gives: string;
                            takes: string[];
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Approved home days and contact hours of my team in one week
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: {
                    date?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Approved home days and contact hours of my team in one week */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            monday: string;
                            members: {
                                name: string;
                                home: {
                                    /** Format: date */
                                    date: string;
                                    from: string;
                                    until: string;
                                    /** @enum {string} */
                                    type: "telework" | "mobile-work";
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/documents/{document}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that I read a document of mine
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Say that I read a document of mine */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DocumentView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/documents/{document}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One document as tagged PDF (PDF/UA-1)
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One document as tagged PDF (PDF/UA-1) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/telework/requests/{request}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The documents of a request and of what became of it, newest first
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The documents of a request and of what became of it, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DocumentView"][];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/capacity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Forecast of people at home and of sessions at once, from approved home days (SYS.1.9.A2)
         * @description Permission: administrator.
         */
        get: {
            parameters: {
                query?: {
                    from?: string;
                    days?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Forecast of people at home and of sessions at once, from approved home days (SYS.1.9.A2) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            from: string;
                            days: {
                                /** Format: date */
                                date: string;
                                people: number;
                                sessions: number;
                                peak: string | null;
                            }[];
                            room: number | null;
                            departments: {
                                department: string | null;
                                title: components["schemas"]["Text"];
                                staff: number;
                                agreements: number;
                                weekdays: number[];
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/devices/{device}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One device with all that was recorded of it
         * @description Permission: equipment-manager.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One device with all that was recorded of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            device: components["schemas"]["Device"];
                            records: components["schemas"]["DeviceRecord"][];
                            documents: components["schemas"]["DocumentView"][];
                            returnChecklist: {
                                id: string;
                                title: components["schemas"]["Text"];
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Correct what the register says of a device
         * @description Permission: equipment-manager.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        type: string;
                        serial: string;
                        model: string;
                        /** @default [] */
                        attributes?: string[];
                    };
                };
            };
            responses: {
                /** @description Correct what the register says of a device */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/mine/{device}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm that I have a device that was handed over to me
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Confirm that I have a device that was handed over to me */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/documents/{document}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The record of a hand-over or a return as tagged PDF (PDF/UA-1)
         * @description Permission: equipment-manager.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    document: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The record of a hand-over or a return as tagged PDF (PDF/UA-1) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The register of devices: those that match, by type and serial (at most 200)
         * @description Permission: equipment-manager.
         */
        get: {
            parameters: {
                query?: {
                    q?: string;
                    state?: "in-stock" | "handed-over" | "in-check" | "lost" | "retired";
                    dueUntil?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The register of devices: those that match, by type and serial (at most 200) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            devices: components["schemas"]["Device"][];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Register a device
         * @description Permission: equipment-manager.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        type: string;
                        serial: string;
                        model: string;
                        /** @default [] */
                        attributes?: string[];
                    };
                };
            };
            responses: {
                /** @description Register a device */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/mine/enrolment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * This browser is that of a device of mine, by the code that I got with it: from now on rules know the device
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description This browser is that of a device of mine, by the code that I got with it: from now on rules know the device */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Types, attributes and the checklist for returns
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Types, attributes and the checklist for returns */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            types: {
                                id: string;
                                title: components["schemas"]["Text"];
                                /** @default [] */
                                handedOverOnlyWith: string[];
                                /** @default false */
                                secondFactor: boolean;
                            }[];
                            attributes: {
                                id: string;
                                title: components["schemas"]["Text"];
                            }[];
                            returnChecklist: {
                                id: string;
                                title: components["schemas"]["Text"];
                            }[];
                            /** Format: date */
                            today: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole register as CSV (RFC 4180, UTF-8, semicolons)
         * @description Permission: equipment-manager.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The whole register as CSV (RFC 4180, UTF-8, semicolons) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            csv: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find people to hand a device over to (at most 20)
         * @description Permission: equipment-manager.
         */
        get: {
            parameters: {
                query: {
                    q: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Find people to hand a device over to (at most 20) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            account: string;
                            name: string;
                            department: string;
                            departmentTitle: components["schemas"]["Text"];
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/devices/{device}/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand a device over to somebody; nobody hands one over to herself
         * @description Permission: equipment-manager.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        person: string;
                        dueOn: string | null;
                    };
                };
            };
            responses: {
                /** @description Hand a device over to somebody; nobody hands one over to herself */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add or correct devices by type and serial from CSV
         * @description Permission: equipment-manager.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        csv: string;
                    };
                };
            };
            responses: {
                /** @description Add or correct devices by type and serial from CSV */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            added: number;
                            changed: number;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/mine/{device}/loss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * I lost a device: ends my other sign-ins and all my sessions, and tells those who have to know
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description I lost a device: ends my other sign-ins and all my sessions, and tells those who have to know */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LossReport"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/devices/{device}/enrolment-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A code that makes the browser of a device that was handed over known as this device’s; the last one counts
         * @description Permission: equipment-manager.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A code that makes the browser of a device that was handed over known as this device’s; the last one counts */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            /** Format: date-time */
                            expiresAt: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/mine/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The records of devices that I got and gave back, newest first (at most 200)
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The records of devices that I got and gave back, newest first (at most 200) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DocumentView"][];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The devices that I have
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The devices that I have */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"][];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/devices/{device}/loss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody reported that she lost her device: the same as if she had pressed the button herself
         * @description Permission: equipment-manager.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Somebody reported that she lost her device: the same as if she had pressed the button herself */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LossReport"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/devices/{device}/restocking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A device was checked and mended, or found again: it may be handed over
         * @description Permission: equipment-manager.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        note: string;
                    };
                };
            };
            responses: {
                /** @description A device was checked and mended, or found again: it may be handed over */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/devices/{device}/retirement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a device out of service for good
         * @description Permission: equipment-manager.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        note: string;
                    };
                };
            };
            responses: {
                /** @description Take a device out of service for good */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/devices/{device}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a device back, with the whole checklist answered
         * @description Permission: equipment-manager.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        answers: {
                            item: string;
                            inOrder: boolean;
                            note: string | null;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Take a device back, with the whole checklist answered */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/devices/{device}/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set until when somebody may keep a device; null leaves it open
         * @description Permission: equipment-manager.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        dueOn: string | null;
                    };
                };
            };
            responses: {
                /** @description Set until when somebody may keep a device; null leaves it open */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/wanted/{agreement}/settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Something that was asked for is not needed any more, or was solved otherwise
         * @description Permission: equipment-manager.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    agreement: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        item: string;
                        note: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many devices of each type are in which state, and how many are overdue
         * @description Permission: equipment-manager.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How many devices of each type are in which state, and how many are overdue */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            type: string;
                            title: components["schemas"]["Text"];
                            counts: {
                                [key: string]: number;
                            };
                            overdue: number;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/equipment/wanted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people with an agreement asked for and have not got yet; the earliest agreements first (at most 200)
         * @description Permission: equipment-manager.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What people with an agreement asked for and have not got yet; the earliest agreements first (at most 200) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            wanted: {
                                /** Format: uuid */
                                agreement: string;
                                person: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                    department: string;
                                };
                                item: string;
                                title: components["schemas"]["Text"];
                                type: string;
                                /** Format: date */
                                from: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-workplace/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a photo to my waiting check; nobody has to
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: byte */
                        photo: string;
                    };
                };
            };
            responses: {
                /** @description Add a photo to my waiting check; nobody has to */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checklist: {
                                id: string;
                                title: components["schemas"]["Text"];
                            }[];
                            photosAtMost: number;
                            check: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                state: "waiting" | "accepted" | "returned" | "superseded";
                                /** Format: date-time */
                                filedAt: string;
                                answers: {
                                    item: string;
                                    yes: boolean;
                                    note: string | null;
                                }[];
                                photos: string[];
                                remark: string | null;
                                validUntil: string | null;
                            } | null;
                            confirmedUntil: string | null;
                            trainingUntil: string | null;
                            /** Format: date */
                            today: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Delete all my photos at once
         * @description Permission: staff.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Delete all my photos at once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checklist: {
                                id: string;
                                title: components["schemas"]["Text"];
                            }[];
                            photosAtMost: number;
                            check: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                state: "waiting" | "accepted" | "returned" | "superseded";
                                /** Format: date-time */
                                filedAt: string;
                                answers: {
                                    item: string;
                                    yes: boolean;
                                    note: string | null;
                                }[];
                                photos: string[];
                                remark: string | null;
                                validUntil: string | null;
                            } | null;
                            confirmedUntil: string | null;
                            trainingUntil: string | null;
                            /** Format: date */
                            today: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-workplace/checks/{check}/assessment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept a check or return it with a remark; its photos are deleted at once
         * @description Permission: occupational-safety.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    check: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        accepted: boolean;
                        remark: string | null;
                    };
                };
            };
            responses: {
                /** @description Accept a check or return it with a remark; its photos are deleted at once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                department: string;
                            };
                            checklist: {
                                id: string;
                                title: components["schemas"]["Text"];
                            }[];
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "waiting" | "accepted" | "returned" | "superseded";
                            /** Format: date-time */
                            filedAt: string;
                            answers: {
                                item: string;
                                yes: boolean;
                                note: string | null;
                            }[];
                            photos: string[];
                            remark: string | null;
                            validUntil: string | null;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-workplace/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * My home changed: the checklist is to be answered anew
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description My home changed: the checklist is to be answered anew */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checklist: {
                                id: string;
                                title: components["schemas"]["Text"];
                            }[];
                            photosAtMost: number;
                            check: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                state: "waiting" | "accepted" | "returned" | "superseded";
                                /** Format: date-time */
                                filedAt: string;
                                answers: {
                                    item: string;
                                    yes: boolean;
                                    note: string | null;
                                }[];
                                photos: string[];
                                remark: string | null;
                                validUntil: string | null;
                            } | null;
                            confirmedUntil: string | null;
                            trainingUntil: string | null;
                            /** Format: date */
                            today: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-workplace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The checklist, what I said of my workplace at home, and until when it holds
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The checklist, what I said of my workplace at home, and until when it holds */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checklist: {
                                id: string;
                                title: components["schemas"]["Text"];
                            }[];
                            photosAtMost: number;
                            check: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                state: "waiting" | "accepted" | "returned" | "superseded";
                                /** Format: date-time */
                                filedAt: string;
                                answers: {
                                    item: string;
                                    yes: boolean;
                                    note: string | null;
                                }[];
                                photos: string[];
                                remark: string | null;
                                validUntil: string | null;
                            } | null;
                            confirmedUntil: string | null;
                            trainingUntil: string | null;
                            /** Format: date */
                            today: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Answer the checklist; it takes the place of one that waits
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        answers: {
                            item: string;
                            yes: boolean;
                            note: string | null;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Answer the checklist; it takes the place of one that waits */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checklist: {
                                id: string;
                                title: components["schemas"]["Text"];
                            }[];
                            photosAtMost: number;
                            check: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                state: "waiting" | "accepted" | "returned" | "superseded";
                                /** Format: date-time */
                                filedAt: string;
                                answers: {
                                    item: string;
                                    yes: boolean;
                                    note: string | null;
                                }[];
                                photos: string[];
                                remark: string | null;
                                validUntil: string | null;
                            } | null;
                            confirmedUntil: string | null;
                            trainingUntil: string | null;
                            /** Format: date */
                            today: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-workplace/checks/{check}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One waiting check with its answers; the look is shown to the person
         * @description Permission: occupational-safety.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    check: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One waiting check with its answers; the look is shown to the person */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                department: string;
                            };
                            checklist: {
                                id: string;
                                title: components["schemas"]["Text"];
                            }[];
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "waiting" | "accepted" | "returned" | "superseded";
                            /** Format: date-time */
                            filedAt: string;
                            answers: {
                                item: string;
                                yes: boolean;
                                note: string | null;
                            }[];
                            photos: string[];
                            remark: string | null;
                            validUntil: string | null;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-workplace/checks/{check}/photos/{photo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One photo of a waiting check, as JPEG in base64
         * @description Permission: occupational-safety.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    check: string;
                    photo: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One photo of a waiting check, as JPEG in base64 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: byte */
                            jpeg: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trainings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record on which day these people took part in the training; an earlier day changes nothing, unless it is a correction
         * @description Permission: occupational-safety.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        accounts: string[];
                        /** Format: date */
                        on: string;
                        /** @default false */
                        correction?: boolean;
                    };
                };
            };
            responses: {
                /** @description Record on which day these people took part in the training; an earlier day changes nothing, unless it is a correction */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recorded: number;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-workplace/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Checks that wait for occupational safety, oldest first (at most 500)
         * @description Permission: occupational-safety.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Checks that wait for occupational safety, oldest first (at most 500) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                department: string;
                            };
                            departmentTitle: components["schemas"]["Text"];
                            /** Format: date-time */
                            filedAt: string;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How I want to be told by mail
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How I want to be told by mail */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            rhythm: "at-once" | "daily" | "never";
                            address: string | null;
                            sent: boolean;
                            dailyMailAt: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Choose how I want to be told by mail
         * @description Permission: staff.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        rhythm: "at-once" | "daily" | "never";
                    };
                };
            };
            responses: {
                /** @description Choose how I want to be told by mail */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            rhythm: "at-once" | "daily" | "never";
                            address: string | null;
                            sent: boolean;
                            dailyMailAt: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mails that wait, and mails that were refused (at most 200)
         * @description Permission: administrator.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Mails that wait, and mails that were refused (at most 200) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            configured: boolean;
                            waiting: number;
                            oldest: string | null;
                            refused: {
                                /** Format: uuid */
                                id: string;
                                person: string;
                                /** Format: date-time */
                                at: string;
                                attempts: number;
                                trouble: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My notices, newest first (at most 200), and how many I have not read
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description My notices, newest first (at most 200), and how many I have not read */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            unread: number;
                            notices: components["schemas"]["Notice"][];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark my notices as read
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        notices: string[];
                    };
                };
            };
            responses: {
                /** @description Mark my notices as read */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            unread: number;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/mail/{mail}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a refused mail again
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    mail: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Try a refused mail again */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            configured: boolean;
                            waiting: number;
                            oldest: string | null;
                            refused: {
                                /** Format: uuid */
                                id: string;
                                person: string;
                                /** Format: date-time */
                                at: string;
                                attempts: number;
                                trouble: string;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/archive/offers/{offer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An offered case as a whole; the look is shown to the person
         * @description Permission: archivist.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    offer: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description An offered case as a whole; the look is shown to the person */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            offer: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                class: "closed-request" | "ended-agreement" | "device-history" | "home-workplace" | "absence" | "notice" | "look" | "event";
                                /** Format: date-time */
                                offeredAt: string;
                                /** Format: date-time */
                                until: string;
                                department: string;
                                departmentTitle: components["schemas"]["Text"];
                                decision: ("taken" | "declined") | null;
                                savedAt: string | null;
                            };
                            rows: {
                                [key: string]: {
                                    [key: string]: unknown;
                                }[];
                            };
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/archive/offers/{offer}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An offered case as a ZIP file: the data as JSON, its documents as PDF; the look is shown to the person
         * @description Permission: archivist.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    offer: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description An offered case as a ZIP file: the data as JSON, its documents as PDF; the look is shown to the person */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/zip": string;
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/archive/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cases that are offered before they are destroyed, oldest first (at most 500); no names
         * @description Permission: archivist.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Cases that are offered before they are destroyed, oldest first (at most 500); no names */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            class: "closed-request" | "ended-agreement" | "device-history" | "home-workplace" | "absence" | "notice" | "look" | "event";
                            /** Format: date-time */
                            offeredAt: string;
                            /** Format: date-time */
                            until: string;
                            department: string;
                            departmentTitle: components["schemas"]["Text"];
                            decision: ("taken" | "declined") | null;
                            savedAt: string | null;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People whose deletion was asked for
         * @description Permission: data-protection.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description People whose deletion was asked for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                department: string;
                            };
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            reason: string;
                            obstacles: components["schemas"]["Text"][];
                            mentions: {
                                where: string;
                                count: number;
                            }[];
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Ask for a person to be deleted with all that is hers; a second person confirms
         * @description Permission: data-protection.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        account: string;
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Ask for a person to be deleted with all that is hers; a second person confirms */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                department: string;
                            };
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            reason: string;
                            obstacles: components["schemas"]["Text"][];
                            mentions: {
                                where: string;
                                count: number;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/look-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Looks that were asked for, newest first (at most 200)
         * @description Permission: data-protection.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Looks that were asked for, newest first (at most 200) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                department: string;
                            };
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            purpose: string;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            until: string;
                            /** @enum {string} */
                            state: "waiting" | "granted" | "refused" | "over";
                            decidedBy: string | null;
                            openUntil: string | null;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Ask to see the events of one person, with a purpose; somebody else decides
         * @description Permission: auditor.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        account: string;
                        purpose: string;
                        /** Format: date-time */
                        from: string;
                        /** Format: date-time */
                        until: string;
                    };
                };
            };
            responses: {
                /** @description Ask to see the events of one person, with a purpose; somebody else decides */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                department: string;
                            };
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            purpose: string;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            until: string;
                            /** @enum {string} */
                            state: "waiting" | "granted" | "refused" | "over";
                            decidedBy: string | null;
                            openUntil: string | null;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/erasures/{erasure}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a deletion that somebody else asked for: it is done at once and for good
         * @description Permission: data-protection.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    erasure: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Confirm a deletion that somebody else asked for: it is done at once and for good */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            at: string;
                            class: ("closed-request" | "ended-agreement" | "device-history" | "home-workplace" | "absence" | "notice" | "look" | "event") | "person";
                            /** @enum {string} */
                            reason: "retention" | "archive-taken" | "archive-declined" | "archive-silent" | "erasure";
                            subject: string;
                            rows: {
                                [key: string]: number;
                            };
                            by: string | null;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Drafts of the record of processing activities (Article 30) and of the impact assessment (Article 35 GDPR)
         * @description Permission: data-protection.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Drafts of the record of processing activities (Article 30) and of the impact assessment (Article 35 GDPR) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            title: components["schemas"]["Text"];
                            markdown: components["schemas"]["Text"];
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/archive/offers/{offer}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a case over that was saved, or leave it; it is destroyed here either way
         * @description Permission: archivist.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    offer: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        decision: "taken" | "declined";
                    };
                };
            };
            responses: {
                /** @description Take a case over that was saved, or leave it; it is destroyed here either way */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            class: "closed-request" | "ended-agreement" | "device-history" | "home-workplace" | "absence" | "notice" | "look" | "event";
                            /** Format: date-time */
                            offeredAt: string;
                            /** Format: date-time */
                            until: string;
                            department: string;
                            departmentTitle: components["schemas"]["Text"];
                            decision: ("taken" | "declined") | null;
                            savedAt: string | null;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/look-ups/{lookUp}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant or refuse a look; never one of my own, and never one at me
         * @description Permission: data-protection.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    lookUp: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        granted: boolean;
                    };
                };
            };
            responses: {
                /** @description Grant or refuse a look; never one of my own, and never one at me */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                department: string;
                            };
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            purpose: string;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            until: string;
                            /** @enum {string} */
                            state: "waiting" | "granted" | "refused" | "over";
                            decidedBy: string | null;
                            openUntil: string | null;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was deleted, when and why, newest first (at most 500)
         * @description Permission: data-protection.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What was deleted, when and why, newest first (at most 500) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            at: string;
                            class: ("closed-request" | "ended-agreement" | "device-history" | "home-workplace" | "absence" | "notice" | "look" | "event") | "person";
                            /** @enum {string} */
                            reason: "retention" | "archive-taken" | "archive-declined" | "archive-silent" | "erasure";
                            subject: string;
                            rows: {
                                [key: string]: number;
                            };
                            by: string | null;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/look-ups/{lookUp}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The events that a granted look opens, while it lasts; each look is shown to the person
         * @description Permission: auditor.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    lookUp: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The events that a granted look opens, while it lasts; each look is shown to the person */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            at: string;
                            kind: string;
                            what: components["schemas"]["Text"];
                            acted: boolean;
                            clientAddress: string | null;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is stored about me (Article 15 GDPR), without passwords and keys
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Everything that is stored about me (Article 15 GDPR), without passwords and keys */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            at: string;
                            person: {
                                [key: string]: unknown;
                            };
                            rows: {
                                [key: string]: {
                                    [key: string]: unknown;
                                }[];
                            };
                            acted: {
                                [key: string]: number;
                            };
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/mine/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is stored about me as a ZIP file: the data as JSON, my documents as PDF, my photos
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Everything that is stored about me as a ZIP file: the data as JSON, my documents as PDF, my photos */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/zip": string;
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/look-ups/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I asked to see, newest first
         * @description Permission: auditor.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What I asked to see, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                department: string;
                            };
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            purpose: string;
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            until: string;
                            /** @enum {string} */
                            state: "waiting" | "granted" | "refused" | "over";
                            decidedBy: string | null;
                            openUntil: string | null;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who looked at what of me, newest first (at most 500)
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who looked at what of me, newest first (at most 500) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            at: string;
                            by: string;
                            what: components["schemas"]["Text"];
                            purpose: string | null;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Agreements and devices by department; never of fewer than ten people
         * @description Permission: administrator.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Agreements and devices by department; never of fewer than ten people */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            department: string | null;
                            title: components["schemas"]["Text"];
                            people: number;
                            agreements: number;
                            devices: number;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/privacy/logged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is written down, why and for how long, by the configuration in force
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What is written down, why and for how long, by the configuration in force */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            controller: components["schemas"]["Text"];
                            officer: components["schemas"]["Text"];
                            logged: {
                                id: string;
                                what: components["schemas"]["Text"];
                                why: components["schemas"]["Text"];
                                months: number | null;
                            }[];
                            never: components["schemas"]["Text"][];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/program-refusals/{refusal}/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the administrators of my department for a program that was refused
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    refusal: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        purpose: string;
                    };
                };
            };
            responses: {
                /** @description Ask the administrators of my department for a program that was refused */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            origin: "installed" | "brought";
                            path: string;
                            package: string | null;
                            forbidden: boolean;
                            /** Format: date-time */
                            at: string;
                            times: number;
                            /** @enum {string} */
                            state: "refused" | "asked" | "granted" | "declined";
                            once: boolean;
                            until: string | null;
                            answer: string | null;
                            session: string | null;
                            department: components["schemas"]["Text"];
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/program-requests/{request}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a program for this session or until a time, at most a year, or decline; what was approved can be taken back
         * @description Permission: configuration-editor.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        grant: "no";
                        answer: string;
                    } | {
                        /** @enum {string} */
                        grant: "once";
                        answer: string | null;
                    } | {
                        /** @enum {string} */
                        grant: "until";
                        /** Format: date-time */
                        until: string;
                        answer: string | null;
                    };
                };
            };
            responses: {
                /** @description Approve a program for this session or until a time, at most a year, or decline; what was approved can be taken back */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            origin: "installed" | "brought";
                            path: string;
                            package: string | null;
                            forbidden: boolean;
                            /** Format: date-time */
                            at: string;
                            times: number;
                            /** @enum {string} */
                            state: "refused" | "asked" | "granted" | "declined";
                            once: boolean;
                            until: string | null;
                            answer: string | null;
                            sha256: string | null;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                account: string;
                                department: components["schemas"]["Text"];
                            };
                            workspace: string;
                            zone: string | null;
                            host: string | null;
                            purpose: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedAt: string | null;
                            sessionRuns: boolean;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/program-requests/{request}/rule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a draft with a rule that allows the program for the workspace of a request; whoever may publish it decides
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Make a draft with a rule that allows the program for the workspace of a request; whoever may publish it decides */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            draft: number;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/program-refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Programs that were refused in my sessions of late, and what became of my requests, newest first
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Programs that were refused in my sessions of late, and what became of my requests, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            origin: "installed" | "brought";
                            path: string;
                            package: string | null;
                            forbidden: boolean;
                            /** Format: date-time */
                            at: string;
                            times: number;
                            /** @enum {string} */
                            state: "refused" | "asked" | "granted" | "declined";
                            once: boolean;
                            until: string | null;
                            answer: string | null;
                            session: string | null;
                            department: components["schemas"]["Text"];
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/program-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Requests for programs of the departments that I decide for: those that wait, then the last that were decided
         * @description Permission: configuration-editor.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Requests for programs of the departments that I decide for: those that wait, then the last that were decided */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            origin: "installed" | "brought";
                            path: string;
                            package: string | null;
                            forbidden: boolean;
                            /** Format: date-time */
                            at: string;
                            times: number;
                            /** @enum {string} */
                            state: "refused" | "asked" | "granted" | "declined";
                            once: boolean;
                            until: string | null;
                            answer: string | null;
                            sha256: string | null;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                account: string;
                                department: components["schemas"]["Text"];
                            };
                            workspace: string;
                            zone: string | null;
                            host: string | null;
                            purpose: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedAt: string | null;
                            sessionRuns: boolean;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/program-trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What program rules that are only tried out would have refused to the departments that I decide for
         * @description Permission: configuration-editor.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What program rules that are only tried out would have refused to the departments that I decide for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rule: string;
                            title: components["schemas"]["Text"];
                            path: string;
                            package: string | null;
                            people: number;
                            times: number;
                            /** Format: date-time */
                            at: string;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/waiting-roles/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm roles as the second administrator
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Confirm roles as the second administrator */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            secondHalf: string | null;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Refuse roles that wait
         * @description Permission: administrator.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/hosts/{host}/draining": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Let a host take new sessions or not; running ones stay
         * @description Permission: administrator.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    host: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        draining: boolean;
                    };
                };
            };
            responses: {
                /** @description Let a host take new sessions or not; running ones stay */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HostView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Log a session off
         * @description Permission: administrator.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    session: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Log a session off */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionView"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find people by name or account (at most 20)
         * @description Permission: administrator.
         */
        get: {
            parameters: {
                query: {
                    q: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Find people by name or account (at most 20) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            account: string;
                            name: string;
                            department: string;
                            departmentTitle: components["schemas"]["Text"];
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add or update people by account; answers generated first passwords, which are never shown again. With four eyes, who gets a role of weight waits for a second administrator
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        people: components["schemas"]["DirectoryPersonInput"][];
                    };
                };
            };
            responses: {
                /** @description Add or update people by account; answers generated first passwords, which are never shown again. With four eyes, who gets a role of weight waits for a second administrator */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            added: number;
                            updated: number;
                            firstPasswords: {
                                account: string;
                                password: string;
                                half: boolean;
                            }[];
                            waiting: string[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All session hosts with their load
         * @description Permission: administrator.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All session hosts with their load */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HostView"][];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/people/{account}/leaving": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say from which date on somebody is no longer with the city; everything of hers ends with it
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    account: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        on: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/machines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All gateways and session hosts with their certificates
         * @description Permission: administrator.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All gateways and session hosts with their certificates */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            role: "gateway" | "agent";
                            name: string;
                            /** Format: date-time */
                            enrolledAt: string;
                            /** Format: date-time */
                            certificateUntil: string;
                            listeners: string[];
                            revokedAt: string | null;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/enrolments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a token with which a new session host or gateway gets its certificate
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        role: "gateway" | "agent";
                        name: string;
                        /** @default [] */
                        listeners?: string[];
                    };
                };
            };
            responses: {
                /** @description Make a token with which a new session host or gateway gets its certificate */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            token: string;
                            /** Format: date-time */
                            expiresAt: string;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hosts and sessions live
         * @description Permission: administrator.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Hosts and sessions live */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": {
                            hosts: components["schemas"]["HostView"][];
                            sessions: components["schemas"]["SessionView"][];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/machines/{role}/{name}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke the certificate of a gateway or session host, e.g. because it was stolen
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    role: "gateway" | "agent";
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Revoke the certificate of a gateway or session host, e.g. because it was stolen */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            role: "gateway" | "agent";
                            name: string;
                            /** Format: date-time */
                            enrolledAt: string;
                            /** Format: date-time */
                            certificateUntil: string;
                            listeners: string[];
                            revokedAt: string | null;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All sessions that are not over
         * @description Permission: administrator.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All sessions that are not over */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionView"][];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/waiting-roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Roles that wait for the word of a second administrator
         * @description Permission: administrator.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Roles that wait for the word of a second administrator */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            person: {
                                /** Format: uuid */
                                id: string;
                                account: string;
                                name: string;
                            };
                            roles: ("head-of-department" | "it-approver" | "administrator" | "help-desk" | "auditor" | "equipment-manager" | "data-protection" | "archivist" | "occupational-safety")[];
                            givenBy: string;
                            /** Format: date-time */
                            givenAt: string;
                            mine: boolean;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/drafts/{draft}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve exactly the files that were seen as the second person; 409 `draft-changed` where they are others now
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    draft: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        seen: string;
                    };
                };
            };
            responses: {
                /** @description Approve exactly the files that were seen as the second person; 409 `draft-changed` where they are others now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Draft"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/drafts/{draft}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A draft with its files and what is wrong in them
         * @description Permission: configuration-editor.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    draft: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A draft with its files and what is wrong in them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            draft: components["schemas"]["Draft"];
                            files: components["schemas"]["ConfigurationFile"][];
                            faults: components["schemas"]["ConfigurationFault"][];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Replace the files of a draft; an approval is void then. Answers 409 `draft-changed` where `seen` is outdated
         * @description Permission: configuration-editor.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    draft: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        files: components["schemas"]["ConfigurationFile"][];
                        /** Format: date-time */
                        seen?: string;
                    };
                };
            };
            responses: {
                /** @description Replace the files of a draft; an approval is void then. Answers 409 `draft-changed` where `seen` is outdated */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            draft: components["schemas"]["Draft"];
                            faults: components["schemas"]["ConfigurationFault"][];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Discard a draft
         * @description Permission: configuration-editor.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    draft: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/configuration/{revision}/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Let more people, or others, take part in a trial that goes on
         * @description Permission: administrator.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    revision: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        stage: {
                            departments: string[];
                        } | {
                            share: number;
                        };
                    };
                };
            };
            responses: {
                /** @description Let more people, or others, take part in a trial that goes on */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Revision"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * End the trial of a revision: bring it into force for everybody, or stop it
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    revision: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "complete" | "stop";
                    };
                };
            };
            responses: {
                /** @description End the trial of a revision: bring it into force for everybody, or stop it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Revision"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/configuration/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What files or a draft would change against the configuration in force, in words
         * @description Permission: configuration-editor.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        files?: components["schemas"]["ConfigurationFile"][];
                        draft?: number;
                        revision?: number;
                    };
                };
            };
            responses: {
                /** @description What files or a draft would change against the configuration in force, in words */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            changes: components["schemas"]["DocumentChange"][];
                            secondPerson: boolean;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/configuration/impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Who would gain and lose what, over all staff; small numbers are hidden from those who may not see persons
         * @description Permission: configuration-editor.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        files?: components["schemas"]["ConfigurationFile"][];
                        draft?: number;
                        revision?: number;
                        /** Format: date-time */
                        at?: string;
                    };
                };
            };
            responses: {
                /** @description Who would gain and lose what, over all staff; small numbers are hidden from those who may not see persons */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Impact"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/configuration/documents/{kind}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One document in force: its text, what it inherits from where, and which documents name it
         * @description Permission: configuration-editor.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    kind: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One document in force: its text, what it inherits from where, and which documents name it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entry: components["schemas"]["DocumentEntry"];
                            text: string;
                            origins: {
                                item: string;
                                document: string;
                                /** @enum {string} */
                                level: "city" | "department" | "group" | "person";
                            }[];
                            namedBy: string[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/configuration.schema.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The JSON Schema of configuration documents, for editors; it is public, as the product is
         * @description Permission: anyone.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The JSON Schema of configuration documents, for editors; it is public, as the product is */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/configuration/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The documents of the configuration in force; with words, those that have all of them in name, text or file
         * @description Permission: configuration-editor.
         */
        get: {
            parameters: {
                query?: {
                    words?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The documents of the configuration in force; with words, those that have all of them in name, text or file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DocumentEntry"][];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Drafts that are not published: all for administrators, for others those of their own role
         * @description Permission: configuration-editor.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Drafts that are not published: all for administrators, for others those of their own role */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Draft"][];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Begin a draft, with these files or with those in force
         * @description Permission: configuration-editor.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title: string;
                        files?: components["schemas"]["ConfigurationFile"][];
                    };
                };
            };
            responses: {
                /** @description Begin a draft, with these files or with those in force */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Draft"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/simulation/nearest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The nearest change of the facts that would alter what the person gets of a workspace
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        person: string;
                        context: {
                            /** Format: date-time */
                            at: string;
                            listener: string;
                            clientAddress: string;
                            secondFactor: boolean;
                            enrolledDevice?: boolean;
                            session?: {
                                app: string | null;
                                /** Format: date-time */
                                startedAt: string;
                                host: string;
                                pool: string;
                            };
                        };
                        workspace: string;
                        files?: components["schemas"]["ConfigurationFile"][];
                        draft?: number;
                        revision?: number;
                    };
                };
            };
            responses: {
                /** @description The nearest change of the facts that would alter what the person gets of a workspace */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            changes: {
                                item: "access" | ("control" | "clipboard-in" | "clipboard-out" | "upload" | "download" | "print" | "sound" | "microphone") | string;
                                title: components["schemas"]["Text"];
                                has: boolean;
                                /** @enum {string} */
                                change: "second-factor" | "agreement" | "time" | "device" | "training" | "home-workplace" | "session" | "place" | "group" | "several";
                                text: components["schemas"]["Text"];
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/help-desk/simulation/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The zones, pools and apps that a question of the help desk may name
         * @description Permission: help-desk.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The zones, pools and apps that a question of the help desk may name */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            zones: {
                                id: string;
                                title: components["schemas"]["Text"];
                                listener: string;
                                exampleAddress: string;
                                outside: boolean;
                            }[];
                            pools: {
                                id: string;
                                title: components["schemas"]["Text"];
                                hosts: string[];
                            }[];
                            apps: {
                                id: string;
                                title: components["schemas"]["Text"];
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/help-desk/simulation/nearest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The nearest change of the facts that would alter it, for the same reason
         * @description Permission: help-desk.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        person: string;
                        context: {
                            /** Format: date-time */
                            at: string;
                            listener: string;
                            clientAddress: string;
                            secondFactor: boolean;
                            enrolledDevice?: boolean;
                            session?: {
                                app: string | null;
                                /** Format: date-time */
                                startedAt: string;
                                host: string;
                                pool: string;
                            };
                        };
                        workspace: string;
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The nearest change of the facts that would alter it, for the same reason */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            changes: {
                                item: "access" | ("control" | "clipboard-in" | "clipboard-out" | "upload" | "download" | "print" | "sound" | "microphone") | string;
                                title: components["schemas"]["Text"];
                                has: boolean;
                                /** @enum {string} */
                                change: "second-factor" | "agreement" | "time" | "device" | "training" | "home-workplace" | "session" | "place" | "group" | "several";
                                text: components["schemas"]["Text"];
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/help-desk/simulation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What would this person get by what is in force, for a stated reason that she sees
         * @description Permission: help-desk.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        person: string;
                        context: {
                            /** Format: date-time */
                            at: string;
                            listener: string;
                            clientAddress: string;
                            secondFactor: boolean;
                            enrolledDevice?: boolean;
                            session?: {
                                app: string | null;
                                /** Format: date-time */
                                startedAt: string;
                                host: string;
                                pool: string;
                            };
                        };
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description What would this person get by what is in force, for a stated reason that she sees */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Resolution"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The published revisions, newest first
         * @description Permission: configuration-editor.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The published revisions, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Revision"][];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Publish a whole configuration as the next revision
         * @description Permission: configuration-editor.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        files: components["schemas"]["ConfigurationFile"][];
                        reason: string;
                        stage?: {
                            departments: string[];
                        } | {
                            share: number;
                        };
                        base?: number;
                    };
                };
            };
            responses: {
                /** @description Publish a whole configuration as the next revision */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Revision"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/drafts/{draft}/publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a draft, for everybody or for a stage first
         * @description Permission: configuration-editor.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    draft: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                        stage?: {
                            departments: string[];
                        } | {
                            share: number;
                        };
                    };
                };
            };
            responses: {
                /** @description Publish a draft, for everybody or for a stage first */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Revision"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/configuration/{revision}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a revision changed against the one before it, in words
         * @description Permission: configuration-editor.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    revision: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a revision changed against the one before it, in words */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            changes: components["schemas"]["DocumentChange"][];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/configuration/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The files of a revision, byte for byte as they were published
         * @description Permission: configuration-editor.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    revision: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The files of a revision, byte for byte as they were published */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            files: components["schemas"]["ConfigurationFile"][];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/configuration/{revision}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an earlier revision back; the one before the present needs no second person
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    revision: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Bring an earlier revision back; the one before the present needs no second person */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Revision"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/simulation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What would this person get, from there, at that time, by what is in force or by a draft
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        person: string;
                        context: {
                            /** Format: date-time */
                            at: string;
                            listener: string;
                            clientAddress: string;
                            secondFactor: boolean;
                            enrolledDevice?: boolean;
                            session?: {
                                app: string | null;
                                /** Format: date-time */
                                startedAt: string;
                                host: string;
                                pool: string;
                            };
                        };
                        files?: components["schemas"]["ConfigurationFile"][];
                        draft?: number;
                        revision?: number;
                    };
                };
            };
            responses: {
                /** @description What would this person get, from there, at that time, by what is in force or by a draft */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Resolution"];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/simulation/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The zones, pools and apps that a simulation may name
         * @description Permission: administrator.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The zones, pools and apps that a simulation may name */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            zones: {
                                id: string;
                                title: components["schemas"]["Text"];
                                listener: string;
                                exampleAddress: string;
                                outside: boolean;
                            }[];
                            pools: {
                                id: string;
                                title: components["schemas"]["Text"];
                                hosts: string[];
                            }[];
                            apps: {
                                id: string;
                                title: components["schemas"]["Text"];
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/configuration/validation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a configuration without publishing it
         * @description Permission: configuration-editor.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        files: components["schemas"]["ConfigurationFile"][];
                    };
                };
            };
            responses: {
                /** @description Check a configuration without publishing it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            faults: components["schemas"]["ConfigurationFault"][];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The zones of the published configuration
         * @description Permission: configuration-editor.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The zones of the published configuration */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            title: components["schemas"]["Text"];
                            listener: string;
                            exampleAddress: string;
                            outside: boolean;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/help-desk/accesses/{access}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stored settings that an access opens, app by app
         * @description Permission: help-desk.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    access: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The stored settings that an access opens, app by app */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            template: string;
                            title: components["schemas"]["Text"];
                            /** Format: date-time */
                            savedAt: string;
                            versions: number;
                            restores: {
                                /** @enum {string} */
                                state: "asked" | "waiting" | "next-logon" | "done" | "failed";
                                session: components["schemas"]["Text"];
                            }[];
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/help-desk/accesses/{access}/settings/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The versions of one package that an access opens
         * @description Permission: help-desk.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    access: string;
                    template: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The versions of one package that an access opens */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            template: string;
                            title: components["schemas"]["Text"];
                            /** Format: date-time */
                            savedAt: string;
                            versions: number;
                            restores: {
                                /** @enum {string} */
                                state: "asked" | "waiting" | "next-logon" | "done" | "failed";
                                session: components["schemas"]["Text"];
                            }[];
                            timeline: {
                                number: number;
                                /** Format: date-time */
                                at: string;
                                host: string | null;
                                /** @enum {string} */
                                kind: "captured" | "merged" | "set-aside" | "restored" | "reset" | "imported" | "repaired";
                                current: boolean;
                                changes: components["schemas"]["Text"][];
                                moreChanges: number;
                                conflicts: components["schemas"]["Text"][];
                                restoredFrom: string | null;
                                by: string | null;
                                whole: boolean;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/accesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who of the help desk asked for or had a look at my settings, newest first
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who of the help desk asked for or had a look at my settings, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                account: string;
                            };
                            helper: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            basis: "consent" | "reason";
                            reason: string;
                            /** Format: date-time */
                            askedAt: string;
                            /** @enum {string} */
                            state: "asked" | "granted" | "denied" | "over";
                            until: string | null;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/help-desk/accesses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My looks at people’s settings of the last days, newest first
         * @description Permission: help-desk.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description My looks at people’s settings of the last days, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                account: string;
                            };
                            helper: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            basis: "consent" | "reason";
                            reason: string;
                            /** Format: date-time */
                            askedAt: string;
                            /** @enum {string} */
                            state: "asked" | "granted" | "denied" | "over";
                            until: string | null;
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Ask for a look at somebody’s settings, with her consent or for a stated reason
         * @description Permission: help-desk.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        person: string;
                        /** @enum {string} */
                        basis: "consent" | "reason";
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Ask for a look at somebody’s settings, with her consent or for a stated reason */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                account: string;
                            };
                            helper: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            basis: "consent" | "reason";
                            reason: string;
                            /** Format: date-time */
                            askedAt: string;
                            /** @enum {string} */
                            state: "asked" | "granted" | "denied" | "over";
                            until: string | null;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/accesses/{access}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Consent to a look at my settings, or refuse or end it
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    access: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        granted: boolean;
                    };
                };
            };
            responses: {
                /** @description Consent to a look at my settings, or refuse or end it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                account: string;
                            };
                            helper: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            basis: "consent" | "reason";
                            reason: string;
                            /** Format: date-time */
                            askedAt: string;
                            /** @enum {string} */
                            state: "asked" | "granted" | "denied" | "over";
                            until: string | null;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All my settings as files: a tar archive with gzip, to be unpacked in a home
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All my settings as files: a tar archive with gzip, to be unpacked in a home */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/gzip": string;
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Take over the settings of such an archive
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/gzip": string;
                };
            };
            responses: {
                /** @description Take over the settings of such an archive */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            packages: {
                                template: string;
                                title: components["schemas"]["Text"];
                                files: number;
                            }[];
                            leftOut: number;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/help-desk/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find people by name or account (at most 20)
         * @description Permission: help-desk.
         */
        get: {
            parameters: {
                query: {
                    q: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Find people by name or account (at most 20) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            account: string;
                            name: string;
                            department: string;
                            departmentTitle: components["schemas"]["Text"];
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/help-desk/accesses/{access}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take over the settings of an archive for the person
         * @description Permission: help-desk.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    access: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/gzip": string;
                };
            };
            responses: {
                /** @description Take over the settings of an archive for the person */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            packages: {
                                template: string;
                                title: components["schemas"]["Text"];
                                files: number;
                            }[];
                            leftOut: number;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My stored settings, app by app
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description My stored settings, app by app */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            template: string;
                            title: components["schemas"]["Text"];
                            /** Format: date-time */
                            savedAt: string;
                            versions: number;
                            restores: {
                                /** @enum {string} */
                                state: "asked" | "waiting" | "next-logon" | "done" | "failed";
                                session: components["schemas"]["Text"];
                            }[];
                        }[];
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/help-desk/accesses/{access}/settings/{template}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset one app for the person
         * @description Permission: help-desk.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    access: string;
                    template: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Reset one app for the person */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            template: string;
                            title: components["schemas"]["Text"];
                            /** Format: date-time */
                            savedAt: string;
                            versions: number;
                            restores: {
                                /** @enum {string} */
                                state: "asked" | "waiting" | "next-logon" | "done" | "failed";
                                session: components["schemas"]["Text"];
                            }[];
                            timeline: {
                                number: number;
                                /** Format: date-time */
                                at: string;
                                host: string | null;
                                /** @enum {string} */
                                kind: "captured" | "merged" | "set-aside" | "restored" | "reset" | "imported" | "repaired";
                                current: boolean;
                                changes: components["schemas"]["Text"][];
                                moreChanges: number;
                                conflicts: components["schemas"]["Text"][];
                                restoredFrom: string | null;
                                by: string | null;
                                whole: boolean;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/packages/{template}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give one app the settings that the workspace begins with
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    template: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Give one app the settings that the workspace begins with */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            template: string;
                            title: components["schemas"]["Text"];
                            /** Format: date-time */
                            savedAt: string;
                            versions: number;
                            restores: {
                                /** @enum {string} */
                                state: "asked" | "waiting" | "next-logon" | "done" | "failed";
                                session: components["schemas"]["Text"];
                            }[];
                            timeline: {
                                number: number;
                                /** Format: date-time */
                                at: string;
                                host: string | null;
                                /** @enum {string} */
                                kind: "captured" | "merged" | "set-aside" | "restored" | "reset" | "imported" | "repaired";
                                current: boolean;
                                changes: components["schemas"]["Text"][];
                                moreChanges: number;
                                conflicts: components["schemas"]["Text"][];
                                restoredFrom: string | null;
                                by: string | null;
                                whole: boolean;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/help-desk/accesses/{access}/settings/{template}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a version for the person
         * @description Permission: help-desk.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    access: string;
                    template: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Restore a version for the person */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            template: string;
                            title: components["schemas"]["Text"];
                            /** Format: date-time */
                            savedAt: string;
                            versions: number;
                            restores: {
                                /** @enum {string} */
                                state: "asked" | "waiting" | "next-logon" | "done" | "failed";
                                session: components["schemas"]["Text"];
                            }[];
                            timeline: {
                                number: number;
                                /** Format: date-time */
                                at: string;
                                host: string | null;
                                /** @enum {string} */
                                kind: "captured" | "merged" | "set-aside" | "restored" | "reset" | "imported" | "repaired";
                                current: boolean;
                                changes: components["schemas"]["Text"][];
                                moreChanges: number;
                                conflicts: components["schemas"]["Text"][];
                                restoredFrom: string | null;
                                by: string | null;
                                whole: boolean;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/packages/{template}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a version of one of my packages the present one
         * @description Permission: staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    template: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Make a version of one of my packages the present one */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            template: string;
                            title: components["schemas"]["Text"];
                            /** Format: date-time */
                            savedAt: string;
                            versions: number;
                            restores: {
                                /** @enum {string} */
                                state: "asked" | "waiting" | "next-logon" | "done" | "failed";
                                session: components["schemas"]["Text"];
                            }[];
                            timeline: {
                                number: number;
                                /** Format: date-time */
                                at: string;
                                host: string | null;
                                /** @enum {string} */
                                kind: "captured" | "merged" | "set-aside" | "restored" | "reset" | "imported" | "repaired";
                                current: boolean;
                                changes: components["schemas"]["Text"][];
                                moreChanges: number;
                                conflicts: components["schemas"]["Text"][];
                                restoredFrom: string | null;
                                by: string | null;
                                whole: boolean;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings/packages/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The versions of one of my packages, newest first, and what changed in words
         * @description Permission: staff.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    template: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The versions of one of my packages, newest first, and what changed in words */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            template: string;
                            title: components["schemas"]["Text"];
                            /** Format: date-time */
                            savedAt: string;
                            versions: number;
                            restores: {
                                /** @enum {string} */
                                state: "asked" | "waiting" | "next-logon" | "done" | "failed";
                                session: components["schemas"]["Text"];
                            }[];
                            timeline: {
                                number: number;
                                /** Format: date-time */
                                at: string;
                                host: string | null;
                                /** @enum {string} */
                                kind: "captured" | "merged" | "set-aside" | "restored" | "reset" | "imported" | "repaired";
                                current: boolean;
                                changes: components["schemas"]["Text"][];
                                moreChanges: number;
                                conflicts: components["schemas"]["Text"][];
                                restoredFrom: string | null;
                                by: string | null;
                                whole: boolean;
                            }[];
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/people/{person}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete all settings of a person for good
         * @description Permission: administrator.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Delete all settings of a person for good */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            packages: number;
                            versions: number;
                            blobs: number;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/vault/inspections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check the store of settings, repair it, or collect what is not needed any more
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        work: "check" | "repair" | "collect";
                    };
                };
            };
            responses: {
                /** @description Check the store of settings, repair it, or collect what is not needed any more */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            work: "check" | "repair" | "collect";
                            /** @enum {string} */
                            state: "running" | "finished" | "interrupted";
                            /** Format: date-time */
                            startedAt: string;
                            finishedAt: string | null;
                            peopleTotal: number;
                            peopleDone: number;
                            findings: {
                                chunks: number;
                                bytes: number;
                                versions: number;
                                damagedChunks: number;
                                missingChunks: number;
                                brokenVersions: number;
                                brokenPackages: number;
                                unreadablePeople: number;
                                unusedChunks: number;
                                repairedPackages: number;
                                deletedChunks: number;
                                forgottenVersions: number;
                                failedPeople: number;
                            };
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/vault/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Wrap all data keys with the present master key
         * @description Permission: administrator.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Wrap all data keys with the present master key */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            masterKey: string;
                            wrapped: number;
                            left: number;
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration/vault/inspections/{inspection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an inspection is, and what it found
         * @description Permission: administrator.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    inspection: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How far an inspection is, and what it found */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            work: "check" | "repair" | "collect";
                            /** @enum {string} */
                            state: "running" | "finished" | "interrupted";
                            /** Format: date-time */
                            startedAt: string;
                            finishedAt: string | null;
                            peopleTotal: number;
                            peopleDone: number;
                            findings: {
                                chunks: number;
                                bytes: number;
                                versions: number;
                                damagedChunks: number;
                                missingChunks: number;
                                brokenVersions: number;
                                brokenPackages: number;
                                unreadablePeople: number;
                                unusedChunks: number;
                                repairedPackages: number;
                                deletedChunks: number;
                                forgottenVersions: number;
                                failedPeople: number;
                            };
                        };
                    };
                };
                /** @description Problem details (RFC 9457) */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        DirectoryPersonInput: {
            account: string;
            name: string;
            department: string;
            /** @default [] */
            groups?: string[];
            manager: string | null;
            /** @default [] */
            roles?: ("head-of-department" | "it-approver" | "administrator" | "help-desk" | "auditor" | "equipment-manager" | "data-protection" | "archivist" | "occupational-safety")[];
            /**
             * @default de
             * @enum {string}
             */
            language?: "de" | "en";
            /** @default null */
            mail?: string | null;
            employment?: {
                roleSince: string | null;
                shareOfFullTime: number | null;
                phone: string | null;
            };
            leftOn?: string | null;
            /** @default false */
            signIn?: boolean;
        };
        TeleworkApplicationInput: {
            /**
             * @default telework
             * @enum {string}
             */
            type?: "telework" | "mobile-work";
            /**
             * @default first
             * @enum {string}
             */
            kind?: "first" | "renewal" | "change";
            /** @default null */
            agreement?: string | null;
            /** Format: date */
            from: string;
            /** Format: date */
            until: string;
            week: components["schemas"]["HomeDay"][];
            /** @default [] */
            office?: {
                weekday: number;
                from: string;
                until: string;
            }[];
            /** @default  */
            task?: string;
            /**
             * @default normal
             * @enum {string}
             */
            protectionNeed?: "normal" | "high";
            /** @default null */
            workspace?: string | null;
            /** @default [] */
            apps?: string[];
            /** @default null */
            home?: {
                separateArea: boolean;
                furniture: boolean;
                internet: boolean;
                phone: string;
            } | null;
            /** @default null */
            equipment?: {
                needed: string[];
                held: string;
            } | null;
            /** @default false */
            familyDuties?: boolean | null;
            /** @default false */
            representative?: boolean | null;
            /** @default null */
            declarations?: {
                leaflet: string;
                dataProtection: boolean;
                equipmentReturn: boolean;
            } | null;
        };
        AgreementChange: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            agreement: string;
            wish: {
                /** @constant */
                kind: "swap";
                /** Format: date */
                gives: string;
                /** Format: date */
                takes: string;
            } | {
                /** @constant */
                kind: "day";
                /** Format: date */
                date: string;
                from: string;
                until: string;
            } | {
                /** @constant */
                kind: "period";
                /** Format: date */
                from: string;
                /** Format: date */
                until: string;
                week: components["schemas"]["HomeDay"][];
            };
            /** @enum {string} */
            state: "asked" | "granted" | "refused" | "cancelled";
            /** Format: date-time */
            askedAt: string;
            decidedAt: string | null;
            decidedBy: string | null;
            reason: string | null;
        };
        AgreementView: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            request: string;
            /** @enum {string} */
            type: "telework" | "mobile-work";
            person: {
                /** Format: uuid */
                id: string;
                name: string;
                department: string;
            };
            /** Format: date */
            from: string;
            /** Format: date */
            until: string;
            week: components["schemas"]["HomeDay"][];
            daysPerMonth: number;
            /** @enum {string} */
            protectionNeed: "normal" | "high";
            deviations: {
                /** Format: date */
                from: string;
                /** Format: date */
                until: string;
                week: components["schemas"]["HomeDay"][];
            }[];
            days: {
                /** Format: date */
                date: string;
                home: boolean;
                from: string;
                until: string;
                contact?: {
                    from: string;
                    until: string;
                };
            }[];
            suspendedAt: string | null;
            endedAt: string | null;
            departmentTitle: components["schemas"]["Text"];
            records: {
                /** Format: date-time */
                at: string;
                by: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                } | null;
                as: string;
                /** @enum {string} */
                outcome: "made" | "suspended" | "resumed" | "notice-given" | "revoked" | "replaced" | "ended" | "expired" | "renewal-due";
                reason: string | null;
            }[];
            changes: components["schemas"]["AgreementChange"][];
            may: ("swap" | "day" | "period" | "notice" | "end" | "renew" | "change" | "suspend" | "resume" | "revoke" | "grant")[];
            /** Format: date */
            noticeFrom: string;
        };
        App: {
            /** @constant */
            kind: "App";
            id: string;
            title: components["schemas"]["Text"];
            department?: string;
            summary?: components["schemas"]["Text"];
            package: string;
            command: string[];
            /** @default [] */
            programs: string[];
            /** @default [] */
            needs: (string & (unknown & unknown))[];
            icon: string;
            categories: string[];
            /** @default [] */
            opens: string[];
        };
        ConfigurationFault: {
            path: string;
            line: number;
            column: number;
            document: string | null;
            message: components["schemas"]["Text"];
        };
        ConfigurationFile: {
            path: string;
            text: string;
        };
        Device: {
            /** Format: uuid */
            id: string;
            type: string;
            serial: string;
            model: string;
            /** @default [] */
            attributes: string[];
            /** @enum {string} */
            state: "in-stock" | "handed-over" | "in-check" | "lost" | "retired";
            holding: {
                person: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                    department: string;
                };
                /** Format: date-time */
                since: string;
                dueOn: string | null;
                confirmedAt: string | null;
                enrolledAt: string | null;
            } | null;
        };
        DeviceRecord: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            deed: "registered" | "changed" | "handed-over" | "confirmed" | "enrolled" | "returned" | "due-set" | "checked" | "lost" | "found" | "retired";
            by: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            person: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            dueOn: string | null;
            answers: {
                item: string;
                inOrder: boolean;
                note: string | null;
            }[];
            note: string | null;
        };
        DocumentChange: {
            document: string;
            title: components["schemas"]["Text"];
            /** @enum {string} */
            what: "added" | "removed" | "changed";
            security: boolean;
            sentences: components["schemas"]["Text"][];
            lines?: {
                /** @enum {string} */
                kind: "same" | "removed" | "added" | "skipped";
                text: string;
            }[];
        };
        DocumentEntry: {
            name: string;
            kind: string;
            id: string;
            title: components["schemas"]["Text"];
            path: string;
            department: string | null;
            editable: boolean;
            refusal: components["schemas"]["Text"] | null;
        };
        Draft: {
            id: number;
            title: string;
            author: {
                account: string;
                name: string;
            };
            mine: boolean;
            base: number | null;
            /** Format: date-time */
            changedAt: string;
            /** @enum {string} */
            state: "draft" | "validated" | "approved" | "published";
            approvedBy: string | null;
            publishedAs: number | null;
        };
        DocumentView: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "request" | "decision" | "agreement" | "change" | "suspension" | "end" | "hand-over" | "return";
            title: components["schemas"]["Text"];
            version: number;
            /** Format: date-time */
            issuedAt: string;
            acknowledgedAt: string | null;
            digest: string;
        };
        EffectiveWorkspace: {
            id: string;
            title: components["schemas"]["Text"];
            summary: components["schemas"]["Text"];
            available: boolean;
            refusals: components["schemas"]["Refusal"][];
            rights: ("control" | "clipboard-in" | "clipboard-out" | "upload" | "download" | "print" | "sound" | "microphone")[];
            bounds: {
                idleMinutes: number | null;
                lengthMinutes: number | null;
                sessions: number | null;
                watermark: boolean;
            };
            apps: components["schemas"]["App"][];
            withheld: {
                app: string;
                /** @enum {string} */
                running: "freeze" | "close";
                reason: components["schemas"]["Text"];
            }[];
            bounded?: {
                minutesPerDay?: number;
                atOnce?: number;
                app: string;
                /** @enum {string} */
                running: "freeze" | "close";
                reason: components["schemas"]["Text"];
            }[];
            published: string[];
            settings: components["schemas"]["SettingsTemplate"][];
            environment: {
                /** @constant */
                kind: "EnvironmentRule";
                id: string;
                title: components["schemas"]["Text"];
                department?: string;
                workspaces?: string[];
                pools?: string[];
                on: ("host-start" | "logon" | "desktop-ready" | "app-start" | "app-end" | "disconnect" | "reconnect" | "zone-changed" | "lock" | "unlock" | "timer" | "logoff")[];
                /** @default true */
                when: string;
                apps?: string[];
                every?: number;
                /** @default 0 */
                priority: number;
                actions: ({
                    /** @constant */
                    action: "variable";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 10 */
                    timeout: number;
                    /** @default false */
                    keep: boolean;
                    name: string;
                    value: string;
                } | {
                    /** @constant */
                    action: "file";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 10 */
                    timeout: number;
                    /** @default false */
                    keep: boolean;
                    /** @default false */
                    protect: boolean;
                    path: string;
                    content: string;
                    /** @default false */
                    executable: boolean;
                } | {
                    /** @constant */
                    action: "link";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 10 */
                    timeout: number;
                    /** @default false */
                    keep: boolean;
                    /** @default false */
                    protect: boolean;
                    path: string;
                    to: string;
                } | {
                    /** @constant */
                    action: "key";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 10 */
                    timeout: number;
                    /** @default false */
                    keep: boolean;
                    /** @default false */
                    protect: boolean;
                    /** @enum {string} */
                    format: "ini" | "json" | "xml" | "prefs" | "dconf" | "xfconf";
                    path?: string;
                    key: string;
                    value: string | number | boolean;
                } | {
                    /** @constant */
                    action: "menu-entry";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 10 */
                    timeout: number;
                    /** @default false */
                    keep: boolean;
                    title: components["schemas"]["Text"];
                    opens: {
                        command: string[];
                    } | {
                        /** Format: uri */
                        address: string;
                    };
                    /** @default applications-other */
                    icon: string;
                    /** @default false */
                    desktop: boolean;
                } | {
                    /** @constant */
                    action: "file-type";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 10 */
                    timeout: number;
                    /** @default false */
                    keep: boolean;
                    /** @default false */
                    protect: boolean;
                    type: string;
                    app: string;
                } | {
                    /** @constant */
                    action: "drive";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 20 */
                    timeout: number;
                    /** @default false */
                    keep: boolean;
                    /** @enum {string} */
                    protocol: "smb" | "nfs" | "webdav";
                    address: string;
                    folder: string;
                    /** @default kerberos */
                    credentials: ("kerberos" | "guest") | {
                        store: string;
                    };
                } | {
                    /** @constant */
                    action: "printer";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 10 */
                    timeout: number;
                    /** @default false */
                    keep: boolean;
                    queue: string;
                    server?: string;
                } | {
                    /** @constant */
                    action: "kiosk";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 10 */
                    timeout: number;
                    /** @default false */
                    keep: boolean;
                    parts: ("panel" | "backdrop" | "windows" | "shortcuts" | "look" | "session")[];
                } | {
                    /** @constant */
                    action: "script";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 10 */
                    timeout: number;
                    /** @default false */
                    keep: boolean;
                    /** @enum {string} */
                    as: "person" | "root";
                    run: string;
                    undo?: string;
                } | {
                    /** @constant */
                    action: "message";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 10 */
                    timeout: number;
                    title: components["schemas"]["Text"];
                    text: components["schemas"]["Text"];
                    /** @default false */
                    important: boolean;
                } | {
                    /** @constant */
                    action: "start-app";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 10 */
                    timeout: number;
                    app: string;
                } | {
                    /** @constant */
                    action: "close-app";
                    id: string;
                    /** @enum {string} */
                    concern: "security" | "comfort";
                    after?: string;
                    /** @default 10 */
                    timeout: number;
                    app: string;
                })[];
            }[];
            appearance: {
                background: string;
                /**
                 * @default bottom
                 * @enum {string}
                 */
                panel: "top" | "bottom" | "left";
                /** @default [] */
                icons: string[];
                /** @default [] */
                launchers: string[];
            };
            programs: {
                deny: {
                    /** @default [] */
                    packages: (string & (unknown & unknown))[];
                    /** @default [] */
                    paths: string[];
                };
                allow: {
                    /** @default [] */
                    packages: (string & (unknown & unknown))[];
                    /** @default [] */
                    paths: string[];
                };
                /**
                 * @default {
                 *       "packages": [],
                 *       "paths": []
                 *     }
                 */
                forbid: {
                    /** @default [] */
                    packages: (string & (unknown & unknown))[];
                    /** @default [] */
                    paths: string[];
                };
                watch?: {
                    /** @default [] */
                    packages: (string & (unknown & unknown))[];
                    /** @default [] */
                    paths: string[];
                    rule: string;
                }[];
            };
            resources: {
                /** @default 100 */
                processorWeight: number;
                /** @default 100 */
                diskWeight: number;
                /** @default 6144 */
                memory: number;
                /** @default 4000 */
                processes: number;
            };
            network: ("host" | "none") | {
                ports: number[];
            } | {
                targets: {
                    to: string;
                    /** @enum {string} */
                    protocol?: "tcp" | "udp";
                    ports?: number[];
                }[];
            };
            pool: string;
            origins: {
                item: string;
                document: string;
                /** @enum {string} */
                level: "city" | "department" | "group" | "person";
            }[];
            explanation: components["schemas"]["Explanation"][];
        };
        Explanation: {
            document: string;
            condition: string;
            value: boolean | {
                error: string;
            };
            /** @enum {string} */
            effect: "gives" | "takes" | "bounds" | "refuses" | "no-effect";
            rights: ("control" | "clipboard-in" | "clipboard-out" | "upload" | "download" | "print" | "sound" | "microphone")[];
            bounds?: {
                idleMinutes?: number;
                lengthMinutes?: number;
                sessions?: number;
                /** @constant */
                watermark?: true;
            };
            text: components["schemas"]["Text"];
        };
        HomeDay: {
            weekday: number;
            from: string;
            until: string;
            contact?: {
                from: string;
                until: string;
            };
        };
        HostView: {
            id: string;
            address: string;
            /** @enum {string} */
            state: "up" | "draining" | "away" | "never-seen";
            version: string | null;
            lastReportAt: string | null;
            cores: number | null;
            load: number | null;
            memoryTotal: number | null;
            memoryAvailable: number | null;
            sessions: number;
            missingPackages: string[];
            concerns: {
                /** @enum {string} */
                what: "no-limits" | "rules-not-tried" | "disk-low" | "disk-full" | "session-grows" | "session-left";
                session: string | null;
                detail: string;
                since: number;
            }[];
            certificateUntil: string | null;
        };
        Impact: {
            people: number;
            concerned: number | "<10";
            losing: number | "<10";
            gaining: number | "<10";
            circumstances: components["schemas"]["Text"][];
            blurred: boolean;
            lines: components["schemas"]["ImpactLine"][];
        };
        ImpactLine: {
            zone: string;
            zoneTitle: components["schemas"]["Text"];
            workspace: string;
            workspaceTitle: components["schemas"]["Text"];
            item: string;
            itemTitle: components["schemas"]["Text"];
            gains: boolean | null;
            when: components["schemas"]["Text"][];
            people: number | "<10";
            withAgreement: (number | "<10") | null;
            departments: {
                id: string;
                title: components["schemas"]["Text"];
                people: number | "<10";
            }[];
            groups: {
                id: string;
                title: components["schemas"]["Text"];
                people: number | "<10";
            }[];
        };
        LossReport: {
            device: components["schemas"]["Device"];
            signInsEnded: number;
            sessionsEnded: number;
            secondFactorRemoved: boolean;
        };
        Me: {
            /** @enum {string} */
            due: "none" | "second-factor" | "set-up-second-factor" | "new-password";
            person: {
                /** Format: uuid */
                id: string;
                account: string;
                name: string;
                department: {
                    id: string;
                    title: {
                        de: string;
                        en: string;
                    };
                };
                roles: ("head-of-department" | "it-approver" | "administrator" | "help-desk" | "auditor" | "equipment-manager" | "data-protection" | "archivist" | "occupational-safety")[];
                approver: boolean;
                editor: boolean;
                /** @enum {string} */
                language: "de" | "en";
            };
            hasSecondFactor: boolean;
            zone: {
                id: string | null;
                title: {
                    de: string;
                    en: string;
                };
                outside: boolean;
            };
        };
        MySession: {
            /** Format: uuid */
            id: string;
            target: components["schemas"]["Target"];
            title: components["schemas"]["Text"];
            /** @enum {string} */
            state: "placing" | "preparing" | "ready" | "ending" | "ended" | "failed" | "lost";
            phases: components["schemas"]["Phase"][];
            notices: ("settings-not-restored" | "settings-not-saved" | "settings-too-large" | "settings-merged" | "home-drive-missing" | "host-short-of-memory" | "session-ends-for-memory" | "environment-incomplete")[];
            noticeDetails: {
                /** @enum {string} */
                notice: "settings-not-restored" | "settings-not-saved" | "settings-too-large" | "settings-merged" | "home-drive-missing" | "host-short-of-memory" | "session-ends-for-memory" | "environment-incomplete";
                template: string;
                title: components["schemas"]["Text"];
                files: string[];
            }[];
            connected: boolean;
            /** Format: date-time */
            startedAt: string;
            refusal: components["schemas"]["Refusal"] | null;
            problem: {
                text: components["schemas"]["Text"];
                next: components["schemas"]["Text"];
            } | null;
        };
        Notice: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "device-handed-over" | "device-due-back" | "devices-due-back" | "equipment-wanted" | "device-due-soon" | "device-overdue" | "device-returned" | "device-lost" | "device-lost-by-another" | "look-up-asked" | "look-up-decided" | "archive-offer" | "request-waiting" | "request-late" | "request-returned" | "request-rejected" | "request-contest-decided" | "request-informed" | "request-contested" | "request-withdrawn" | "request-lapsed" | "request-correction-due" | "agreement-made" | "agreement-suspended" | "agreement-resumed" | "agreement-ending" | "agreement-ended" | "agreement-renewal" | "agreement-of-another-ends" | "change-waiting" | "deputy-named" | "absence-entered" | "change-decided" | "home-check-waiting" | "home-check-accepted" | "home-check-returned" | "home-check-due-soon" | "home-check-overdue" | "home-check-missing" | "home-changed" | "training-missing" | "training-due-soon" | "training-overdue" | "program-request-waiting" | "program-request-decided";
            /** Format: date-time */
            at: string;
            title: components["schemas"]["Text"];
            text: components["schemas"]["Text"];
            about: components["schemas"]["Text"] | null;
            /** Format: starts_with */
            page: string;
            readAt: string | null;
        };
        Phase: {
            /** @enum {string} */
            name: "previous" | "placement" | "home" | "settings" | "display" | "environment" | "desktop" | "logoff" | "capture" | "clean";
            startedAt: number;
            endedAt: number | null;
            /** @enum {string} */
            outcome: "running" | "done" | "warning" | "failed";
        };
        Problem: {
            type: string;
            status: number;
            /** @enum {string} */
            code: "invalid-input" | "input-too-large" | "not-signed-in" | "sign-in-refused" | "code-refused" | "sign-in-delayed" | "second-factor-required" | "second-factor-missing" | "sign-in-not-fresh" | "password-change-required" | "foreign-listener" | "not-found" | "not-permitted" | "deputy-not-elected" | "no-taking-out" | "foreign-origin" | "unknown-zone" | "access-denied" | "no-host" | "program-already-asked" | "program-not-grantable" | "session-over" | "session-locked" | "session-not-ready" | "not-in-programme" | "no-approver" | "outside-programme-limits" | "application-incomplete" | "criteria-unmet" | "quota-reached" | "detailed-reason-required" | "agreement-not-in-force" | "change-built-upon" | "day-not-free" | "overlapping-request" | "own-request" | "reason-required" | "step-passed" | "decided-before" | "device-step-refused" | "device-not-ready" | "approved-before" | "case-not-saved" | "device-known" | "own-device" | "photo-refused" | "too-many-photos" | "four-eyes" | "erasure-not-yet" | "configuration-invalid" | "second-person-required" | "own-draft" | "draft-outdated" | "draft-changed" | "survey-running" | "beyond-scope" | "trial-running" | "too-many-requests" | "enrolment-refused" | "vault-full" | "settings-damaged" | "vault-unavailable" | "settings-changed" | "archive-unreadable" | "server-unavailable" | "internal-error";
            title: {
                de: string;
                en: string;
            };
            next: {
                de: string;
                en: string;
            };
            fields?: {
                path: string;
                message: components["schemas"]["Text"];
            }[];
            draft?: number;
            refusal?: components["schemas"]["Refusal"];
            retryAfter?: number;
            reference?: string;
        };
        Refusal: {
            /** @enum {string} */
            code: "unknown-zone" | "second-factor-required" | "agreement-missing" | "agreement-not-today" | "agreement-not-now" | "agreement-suspended" | "no-grant" | "requirement" | "limit" | "device-required" | "too-many-sessions" | "session-too-long" | "signed-revision";
            text: components["schemas"]["Text"];
            /** @enum {string} */
            remedy: "give-second-factor" | "set-up-second-factor" | "request-telework" | "see-agreement" | "none";
        };
        RequestRecord: {
            /** Format: date-time */
            at: string;
            by: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            as: string;
            onBehalfOf: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            round: number;
            step: number | null;
            /** @enum {string} */
            outcome: "filed" | "corrected" | "withdrawn" | "contested" | "approved" | "rejected" | "returned" | "consented" | "objected" | "contest-granted" | "contest-dismissed" | "informed" | "reminded" | "escalated" | "lapsed";
            reason: string | null;
            alternatives: string | null;
        };
        RequestStep: {
            number: number;
            stage: number;
            body: string;
            title: components["schemas"]["Text"];
            /** @enum {string} */
            task: "approve" | "decide" | "opinion" | "inform";
            /** @enum {string} */
            state: "later" | "open" | "done" | "skipped";
            confidential: boolean;
            binding: boolean;
            remindAfter: number;
            days: number;
            /** @enum {string} */
            late: "remind" | "escalate" | "consent";
            escalateTo: string | null;
            openedAt: string | null;
            dueAt: string | null;
            reminded: boolean;
            escalated: boolean;
        };
        RequestView: {
            /** Format: uuid */
            id: string;
            person: {
                /** Format: uuid */
                id: string;
                name: string;
                department: string;
            };
            application: components["schemas"]["TeleworkApplication"];
            /** @enum {string} */
            state: "open" | "returned" | "contested" | "approved" | "rejected" | "withdrawn";
            round: number;
            steps: components["schemas"]["RequestStep"][];
            records: components["schemas"]["RequestRecord"][];
            departmentTitle: components["schemas"]["Text"];
            titles: {
                [key: string]: components["schemas"]["Text"];
            };
            /** Format: date-time */
            filedAt: string;
            yours: number[];
            may: ("withdraw" | "correct" | "contest" | "decide-contest")[];
            detailedReasons: number | null;
            contestUntil: string | null;
            correctUntil: string | null;
            contestDecisionBy: string | null;
            homeWorkplace: {
                /** @enum {string} */
                state: "none" | "waiting" | "accepted" | "returned";
                differs: number;
                until: string | null;
            } | null;
            unchecked: components["schemas"]["Text"][];
            contestTitle: components["schemas"]["Text"];
        };
        Resolution: {
            zone: string | null;
            outside: boolean;
            workspaces: components["schemas"]["EffectiveWorkspace"][];
        };
        Revision: {
            number: number;
            /** Format: date-time */
            publishedAt: string;
            author: string;
            reason: string;
            documents: number;
            approvedBy: string | null;
            rollsBack: number | null;
            /** @enum {string} */
            state: "in-force" | "trial" | "stopped" | "past";
            stage: ({
                departments: string[];
            } | {
                share: number;
            }) | null;
            detail: components["schemas"]["Text"] | null;
            starts: {
                started: number;
                failed: number;
            } | null;
        };
        SessionView: {
            /** Format: uuid */
            id: string;
            person: {
                name: string;
                account: string;
                department: string;
                departmentTitle: components["schemas"]["Text"];
            };
            target: components["schemas"]["Target"];
            title: components["schemas"]["Text"];
            host: string | null;
            /** @enum {string} */
            state: "placing" | "preparing" | "ready" | "ending" | "ended" | "failed" | "lost";
            phases: components["schemas"]["Phase"][];
            /** Format: date-time */
            startedAt: string;
            connected: boolean;
            zone: components["schemas"]["Text"] | null;
            detail: string | null;
        };
        SettingsTemplate: {
            /** @constant */
            kind: "SettingsTemplate";
            id: string;
            title: components["schemas"]["Text"];
            department?: string;
            include: string[];
            /** @default [] */
            exclude: string[];
            /** @default logon */
            scope: "logon" | {
                apps: string[];
            };
            /**
             * @default {
             *       "continuous": 30
             *     }
             */
            capture: "exit" | {
                continuous: number;
            };
            /** @default [] */
            formats: {
                files: string[];
                /** @enum {string} */
                format: "ini" | "keyfile" | "json" | "xfconf" | "xcu" | "prefs" | "dconf" | "none";
            }[];
            /** @default [] */
            defaults: {
                path: string;
                text: string;
            }[];
            versions?: {
                package: string;
                from?: string;
                before?: string;
            };
            succeeds?: {
                template: string;
                /** @default [] */
                moves: {
                    from: string;
                    to: string;
                }[];
            };
            /** @default 67108864 */
            sizeLimit: number;
            /** @default 30 */
            keep: number;
        };
        StartPage: {
            workspaces: components["schemas"]["WorkspaceTile"][];
            sessions: components["schemas"]["MySession"][];
            waitingApprovals: number;
            settingsMessages: {
                /** @enum {string} */
                kind: "pending" | "merged" | "too-large" | "not-saved" | "lost";
                /** Format: date-time */
                at: string;
                title: components["schemas"]["Text"];
                template: string | null;
                host: string | null;
                files: string[];
                missing: components["schemas"]["Text"][];
            }[];
        };
        Target: {
            workspace: string;
            app: string | null;
        };
        TeleworkApplication: {
            /**
             * @default telework
             * @enum {string}
             */
            type: "telework" | "mobile-work";
            /**
             * @default first
             * @enum {string}
             */
            kind: "first" | "renewal" | "change";
            /** @default null */
            agreement: string | null;
            /** Format: date */
            from: string;
            /** Format: date */
            until: string;
            week: components["schemas"]["HomeDay"][];
            /** @default [] */
            office: {
                weekday: number;
                from: string;
                until: string;
            }[];
            /** @default  */
            task: string;
            /**
             * @default normal
             * @enum {string}
             */
            protectionNeed: "normal" | "high";
            /** @default null */
            workspace: string | null;
            /** @default [] */
            apps: string[];
            /** @default null */
            home: {
                separateArea: boolean;
                furniture: boolean;
                internet: boolean;
                phone: string;
            } | null;
            /** @default null */
            equipment: {
                needed: string[];
                held: string;
            } | null;
            /** @default false */
            familyDuties: boolean | null;
            /** @default false */
            representative: boolean | null;
            /** @default null */
            declarations: {
                leaflet: string;
                dataProtection: boolean;
                equipmentReturn: boolean;
            } | null;
        };
        TeleworkTerms: {
            /** @enum {string} */
            type: "telework" | "mobile-work";
            types: ("telework" | "mobile-work")[];
            participates: boolean;
            lead: components["schemas"]["Text"];
            maximumHomeDays: number;
            maximumMonths: number;
            earliest: string;
            latest: string;
            ask: ("contact-hours" | "office-hours" | "task" | "apps" | "home" | "equipment" | "family-duties" | "representative" | "declarations")[];
            equipment: {
                id: string;
                title: components["schemas"]["Text"];
            }[];
            workspaces: {
                id: string;
                title: components["schemas"]["Text"];
            }[];
            apps: {
                id: string;
                title: components["schemas"]["Text"];
            }[];
            leaflet: {
                version: string;
                text: components["schemas"]["Text"];
            };
            criteria: {
                /** @enum {string} */
                id: "months-in-role" | "share-of-full-time";
                met: boolean | null;
                text: components["schemas"]["Text"];
                from: string | null;
            }[];
            placesLeft: number | null;
            prefilled: {
                name: string;
                departmentTitle: components["schemas"]["Text"];
            };
            chain: {
                step: string;
                title: components["schemas"]["Text"];
                /** @enum {string} */
                task: "approve" | "decide" | "opinion" | "inform";
                names: string[];
            }[];
            /** Format: date */
            today: string;
        };
        Text: {
            de: string;
            en: string;
        };
        WorkspaceTile: {
            id: string;
            title: components["schemas"]["Text"];
            summary: components["schemas"]["Text"];
            background: string;
            apps: {
                id: string;
                title: components["schemas"]["Text"];
            }[];
            available: boolean;
            refusal: components["schemas"]["Refusal"] | null;
            rights: ("control" | "clipboard-in" | "clipboard-out" | "upload" | "download" | "print" | "sound" | "microphone")[];
            session: string | null;
            published: {
                id: string;
                title: components["schemas"]["Text"];
                session: string | null;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
