import { chromium } from '@playwright/test';
const origin = 'http://localhost:4340';
const locales = ['de','de-simple','tr','ar','bg','ro','uk','ru','en','ku','fa','fr','pl'];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const context = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1 });
const page = await context.newPage();
page.setDefaultTimeout(90000);
await page.goto(`${origin}/de/apply/start/kofei-2027`);
await page.waitForURL(/\/apply\/[0-9a-f]{8}-[0-9a-f-]{27}$/);
const home = new URL(page.url()).pathname.slice(3);
await page.goto(`${origin}/de${home}/goals`);
await page.locator('#need').fill('Viele Familien kennen sich nicht.');
await page.waitForTimeout(1500);
for (const l of locales) {
  for (const [name, path] of [['home', ''], ['goals', `${home}/goals`], ['review', `${home}/review`], ['overview', home], ['status', `${home}/status`]]) {
    await page.goto(`${origin}/${l}${path}`);
    await page.locator('main h1').waitFor();
    await page.waitForTimeout(400);
    await page.screenshot({ path: `/tmp/a11y-shots/${name}-${l}.png`, fullPage: true });
  }
  console.log(l);
}
await browser.close();
