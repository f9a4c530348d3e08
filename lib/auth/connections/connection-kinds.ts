/** The systems that deliver work: any system in the shape of this service, and those whose events it reads. */
export const connectionKinds = ["webhook", "github", "jira"] as const;

export type ConnectionKind = (typeof connectionKinds)[number];
