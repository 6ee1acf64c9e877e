"""Whether a page is wider than its window, and what reaches out of it: for the office's pages and the tablet's."""

from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844}
_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > room + 1);
  const widest = out.filter((one) => ![...one.children].some((child) => out.includes(child))).slice(0, 3);
  const wide = document.documentElement.scrollWidth;
  return wide <= room ? "" : `${wide} px: ` + widest.map((one) => one.outerHTML.slice(0, 160)).join(" | ");
}"""


def wider_than_its_window(page: Page) -> str:
    """How wide the page is if it is wider than the window, and what reaches out of it; empty if it is not."""
    return str(page.evaluate(_WIDE))
