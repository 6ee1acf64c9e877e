// One checklist at one place: the form, what is still missing, the way to an urgent danger.
import { fill, h, link } from "../dom.js";
import { openForm } from "../form/form.js";
import { problemBox } from "../parts.js";
import { go } from "../router.js";

const MODE = "rasoat-form-mode";

const dangerHref = (visitId, draft, item = "") =>
  `/visit/${visitId}/danger?${new URLSearchParams({ checklist: draft.checklist, item, site: draft.siteId ?? "" })}`;

const standing = ({ answered, total, missing }) => (missing.length ? `Đã trả lời ${answered}/${total} mục, còn ${missing.length} mục bắt buộc` : `Đã trả lời ${answered}/${total} mục, đủ các mục bắt buộc`);

export const fillIn = async (app, { id, checklist, scope, site: place, query }) => {
  const { core } = app;
  const taken = await core.visits.get(id);
  const siteId = place === "unit" ? null : place;
  const site = siteId && (await core.visits.sites(id)).find((one) => one.id === siteId);
  if (!taken || (siteId && !site)) return null;
  const draft = await core.drafts.open({ visitId: id, checklist, scope, siteId });
  const definition = await core.visits.definition(taken, checklist, draft.version);
  if (!definition) return null;
  const root = h("div", { class: "form-root" });
  const form = openForm(root, {
    definition,
    scope,
    draft,
    context: { site: site?.name ?? "", unit: taken.bundle.context.unit },
    photos: core.pictures,
    mode: localStorage.getItem(MODE) ?? "list",
    onMode: (mode) => localStorage.setItem(MODE, mode),
    onDanger: (item) => go(dangerHref(id, draft, item)),
    now: core.clock.now,
    today: core.clock.today,
  });
  if (query.get("item")) form.goTo(query.get("item"));
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
