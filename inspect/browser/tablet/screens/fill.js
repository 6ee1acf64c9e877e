// One checklist at one place: the form, what is still missing, and a button to report an urgent danger.
import { fill, h, link } from "../dom.js";
import { openForm } from "../form/form.js";
import { problemBox } from "../parts.js";
import { reportedFor } from "../reported.js";
import { go, note, noted, remembered } from "../router.js";
import { sitesOf } from "../visits.js";

const MODE = "rasoat-form-mode";

// When each question has its page: which one is open; undefined in the list.
const openItem = (root) => (root.classList.contains("is-one") ? root.querySelector(".is-current")?.dataset.item : undefined);

const dangerHref = (visitId, draft, item = "") =>
  `/visit/${visitId}/danger?${new URLSearchParams({ checklist: draft.checklist, item, site: draft.siteId ?? "" })}`;

// By question: the last picture of an earlier visit at this place, which was taken along.
const picturesBefore = (core, visitId, { pictures = [] }, checklist, siteId) => (item) => {
  const found = pictures.find((one) => one.checklist === checklist && one.item === item && (one.site_id ?? null) === siteId);
  return found && { date: found.date, blob: () => core.visits.paper(visitId, found.id) };
};

export const fillIn = async (app, { id, checklist, scope, site: place, query }) => {
  const { core } = app;
  const siteId = place === "unit" ? null : place;
  const [taken, records] = await Promise.all([core.visits.get(id), core.records.list(id)]);
  const site = siteId && sitesOf(taken, records).find((one) => one.id === siteId);
  if (!taken || (siteId && !site)) return null;
  const draft = await core.drafts.open({ visitId: id, checklist, scope, siteId });
  const definition = await core.visits.definition(taken, checklist, draft.version);
  if (!definition) return null;
  const root = h("div", { class: "form-root" });
  const form = openForm(root, {
    definition,
    scope,
    draft,
    extras: true,
    before: picturesBefore(core, id, taken.bundle, checklist, siteId),
    reported: reportedFor(taken.bundle, checklist, scope),
    context: { site: site?.name ?? "", unit: taken.bundle.context.unit },
    photos: core.pictures,
    mode: localStorage.getItem(MODE) ?? "list",
    onMode: (mode) => localStorage.setItem(MODE, mode),
    first: remembered()?.part?.replace("item-", "") ?? query.get("item"),
    onDanger: (item) => go(dangerHref(id, draft, item)),
    now: core.clock.now,
    today: core.clock.today,
    timeOfDay: core.clock.timeOfDay,
  });
  const item = noted("item") ?? (noted("been") ? null : query.get("item"));
  if (item) form.goTo(item);
  note({ been: true });
  root.addEventListener("click", () => root.isConnected && note({ item: openItem(root) }));
  const refused = h("div", null);
  const tell = () => fill(refused, draft.problem && problemBox(draft.problem));
  const off = draft.subscribe(tell);
  tell();
  return {
    title: definition.title,
    back: { words: taken.bundle.visit.unit, href: `#/visit/${id}` },
    subtitle: site ? [site.name, site.place].filter(Boolean).join(" · ") : `Tại ${taken.bundle.visit.unit}`,
    body: [refused, root, h("div", { class: "actions" }, link("Xong, về buổi làm việc", `#/visit/${id}`, { kind: "primary", sign: "check-lg" }), link("Báo nguy hiểm khẩn cấp", `#${dangerHref(id, draft)}`, { kind: "outline-danger", sign: "exclamation-triangle" }))],
    leave: async () => {
      off();
      await form.close();
      await draft.leave();
      core.queue.poke();
    },
  };
};
