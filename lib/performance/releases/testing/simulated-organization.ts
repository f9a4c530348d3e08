import type { MemberPart } from "@/lib/performance/domain/releases/batch";
import type { Reader, ReaderView } from "@/lib/performance/domain/releases/readers";
import type {
  Membership,
  OrganizationMember,
} from "@/lib/performance/domain/releases/release-groups";
import { difference, type Sums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { toMonth } from "@/lib/performance/domain/time/months";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import type { MemberId, TeamId } from "@/lib/performance/domain/units/ids";
import { listReaders } from "@/lib/performance/releases/list-readers";
import type {
  HistoryMode,
  HistoryRole,
  OrganizationEvent,
  OrganizationHistory,
} from "./organization-history";

const NO_DIFFICULTY = toDifficultyHundredths(0);

type SimulatedMember = {
  readonly userId: MemberId;
  readonly createdAt: Date;
  role: HistoryRole;
  teamId: TeamId | null;
  deactivatedAt: Date | null;
  /** As the triggers of the database write it. Null: whose figures the member sees never changed. */
  viewScopeChangedAt: Date | null;
  memberships: Membership[];
  /** What each of their entries counts, without what was reversed. */
  counted: Sums[];
};

/** An organization that a random history changes, with all that a reader ever knew. */
export class SimulatedOrganization {
  readonly members: SimulatedMember[] = [];
  readonly parts: MemberPart[] = [];
  threshold: number;
  #mode: HistoryMode;
  #modeChangedAt: Date | null = null;
  /** The last instant at which a reader saw a member, by `reader:member`. */
  readonly #seenUntil = new Map<string, Date>();

  constructor({ mode, threshold, founders }: OrganizationHistory, createdAt: Date) {
    this.threshold = threshold;
    this.#mode = mode;
    for (const founder of founders) this.#join(founder, createdAt);
  }

  apply(event: OrganizationEvent, at: Date): void {
    this.see(at);
    this.#change(event, at);
    this.see(at);
  }

  /** Records what each reader sees at an instant: every entry so far of every member in their view. */
  see(at: Date): void {
    for (const reader of this.members) {
      if (reader.deactivatedAt !== null) continue;
      const view = this.#getView(reader);
      for (const member of this.members) {
        const isSeen =
          view.kind === "organization" ||
          (view.kind === "team" && view.teamId === member.teamId) ||
          member === reader;
        if (isSeen) this.#seenUntil.set(`${reader.userId}:${member.userId}`, at);
      }
    }
  }

  /** Whether a reader knows all that some parts of one member count. Members always know their own. */
  knows(readerId: MemberId, parts: readonly MemberPart[]): boolean {
    return parts.every(({ userId, lastRecordedAt }) => {
      const seenUntil = this.#seenUntil.get(`${readerId}:${userId}`);
      return userId === readerId || (seenUntil !== undefined && seenUntil >= lastRecordedAt);
    });
  }

  listMembers(): readonly OrganizationMember[] {
    return this.members.map(({ memberships, ...member }) => ({
      ...member,
      memberships: [...memberships],
    }));
  }

  /** As the product lists them. */
  listReaders(): readonly Reader[] {
    const members = this.listMembers().map((member, index) => ({
      ...member,
      ...{ leadScope: "team" as const, isErased: false },
      role: this.members[index]?.role ?? ("employee" as const),
      viewScopeChangedAt: this.members[index]?.viewScopeChangedAt ?? null,
    }));
    const organization = { id: 1, privacyMode: this.#mode, modeChangedAt: this.#modeChangedAt };
    return listReaders(organization, members);
  }

  #getView({ role, teamId, deactivatedAt }: SimulatedMember): ReaderView {
    const isAlone = this.#mode === "aggregate" || role === "employee" || deactivatedAt !== null;
    if (isAlone) return { kind: "self" };
    if (role === "manager") return { kind: "organization" };
    return teamId === null ? { kind: "self" } : { kind: "team", teamId };
  }

  #change(event: OrganizationEvent, at: Date): void {
    switch (event.type) {
      case "join":
        this.#join(event, at);
        return;
      case "threshold":
        this.threshold = event.threshold;
        return;
      case "mode":
        if (event.mode !== this.#mode) this.#modeChangedAt = at;
        this.#mode = event.mode;
        return;
      default:
        this.#changeOneOf(event, at);
    }
  }

  #changeOneOf(event: Extract<OrganizationEvent, { member: number }>, at: Date): void {
    const member = this.members[event.member % this.members.length];
    if (member === undefined || (member.deactivatedAt !== null && event.type !== "leave")) return;
    this.#changeMember(member, event, at);
  }

  #changeMember(
    member: SimulatedMember,
    event: Extract<OrganizationEvent, { member: number }>,
    at: Date,
  ): void {
    switch (event.type) {
      case "record":
        member.counted.push(event.sums);
        this.#append(member, event.sums, at);
        break;
      case "reverse":
        this.#replace(member, event.entry, () => ZERO_SUMS, at);
        break;
      case "correct": {
        const worsen = (sums: Sums): Sums => ({ ...sums, onTime: 0, difficulty: NO_DIFFICULTY });
        this.#replace(member, event.entry, worsen, at);
        break;
      }
      case "leave":
        member.deactivatedAt = member.deactivatedAt === null ? at : null;
        if (member.role !== "employee") member.viewScopeChangedAt = at;
        break;
      case "move":
        this.#move(member, event.team, at);
        break;
      case "role":
        if (event.role !== member.role) member.viewScopeChangedAt = at;
        member.role = event.role;
    }
  }

  #join({ team, role }: { team: number | null; role: HistoryRole }, at: Date): void {
    this.members.push({
      ...{ userId: this.members.length + 1, createdAt: at, role, teamId: team },
      ...{ deactivatedAt: null, viewScopeChangedAt: null, counted: [] },
      memberships: team === null ? [] : [{ teamId: team, since: at, until: null }],
    });
  }

  #move(member: SimulatedMember, team: number | null, at: Date): void {
    if (team === member.teamId) return;
    member.memberships = member.memberships.map((one) => ({ ...one, until: one.until ?? at }));
    if (team !== null) member.memberships.push({ teamId: team, since: at, until: null });
    member.teamId = team;
    if (member.role === "team_lead") member.viewScopeChangedAt = at;
  }

  #replace(member: SimulatedMember, entry: number, change: (sums: Sums) => Sums, at: Date): void {
    const index = entry % Math.max(1, member.counted.length);
    const before = member.counted[index];
    if (before === undefined) return;
    const after = change(before);
    member.counted[index] = after;
    this.#append(member, difference(after, before), at);
  }

  #append({ userId, teamId }: SimulatedMember, sums: Sums, at: Date): void {
    this.parts.push({
      ...{ userId, teamId, sums, lastRecordedAt: at },
      month: toMonth(toLocalDate(at, "UTC")),
      lastEntryId: BigInt(this.parts.length + 1),
    });
  }
}
