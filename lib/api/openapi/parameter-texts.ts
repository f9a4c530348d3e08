/** What a parameter means, by its name. It means the same in every operation. */
export const parameterTexts: Readonly<Record<string, string>> = {
  id: "The id of what the path names: of a member under `user`.",
  change: "The id of a recorded change of the assignment.",
  user_id: "The id of a member.",
  user_id_1: "The id of a member.",
  user_id_2: "The id of a member, or `average`: the mean of the organization's active members.",
  team_id: "Only this team. Not together with `user_id`.",
  around: "The id of the member in the middle of the page. Not together with `cursor`.",
  search:
    "Only members whose name, username or e-mail address contains this text, in upper or lower case.",
  status: "Only this status.",
  overdue: "Only open assignments past their due date, or only the others.",
  wait: "With `false` the response is 202, and the score follows within seconds.",
  kind: "Only entries of this kind.",
  format: "The format of the file.",
  file: "The name of a badge, and `.svg`.",
  link: "The secret of a share link. To keep it out of the URL of a widget, send it in the header `Authorization: Bearer ptl_…`.",
  lang: "The language of its texts.",
  erase: "Whether to erase the person from a deactivated member. Their figures stay.",
  bom: "Whether CSV begins with a byte order mark, by which some spreadsheets detect UTF-8.",
  from: "The first local day.",
  to: "The last local day, included.",
};
