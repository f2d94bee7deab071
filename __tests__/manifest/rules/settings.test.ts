import { describe, expect, test } from '@jest/globals';
import { Failure } from '../../../src/failure.ts';
import { CATALOGUE } from '../../../src/manifest/rules/catalogue.ts';
import { ruleSettings, severityOf } from '../../../src/manifest/rules/settings.ts';

function failure(profile: 'mos' | 'mosctl' | 'generic', text: string): Failure {
  try {
    ruleSettings(profile, text);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

describe('the input rules', () => {
  test.each([undefined, '', '  \n', '# only a comment\n', '{}'])('says nothing as %j', (text) => {
    const settings = ruleSettings('mos', text);
    expect([...settings.chosen]).toEqual([]);
    for (const { id, severity } of CATALOGUE) expect(settings.levels.get(id)).toBe(severity.mos);
  });

  test('sets each level', () => {
    const settings = ruleSettings('mos', 'no-bootkit: off\nnew-registry: error\nhostfs: notice\nproduct: warning # why\n');
    expect(severityOf(settings, 'no-bootkit')).toBe('off');
    expect(severityOf(settings, 'new-registry')).toBe('error');
    expect(severityOf(settings, 'hostfs')).toBe('notice');
    expect(severityOf(settings, 'product', 'notice')).toBe('warning');
    expect(severityOf(settings, 'source', 'warning')).toBe('warning');
    expect(severityOf(settings, 'source')).toBe('error');
  });

  test('is taken as JSON, too', () => expect(severityOf(ruleSettings('mos', '{"no-bootkit": "off"}'), 'no-bootkit')).toBe('off'));

  test('can turn on what a profile leaves off', () => expect(severityOf(ruleSettings('generic', 'hostfs: error'), 'hostfs')).toBe('error'));

  const locked = CATALOGUE.filter((rule) => rule.locked === true).map(({ id }) => id);
  test.each(locked)('cannot lower %s', (id) => {
    for (const level of ['off', 'notice', 'warning']) {
      const { kind, code, message, cure } = failure('mos', `${id}: ${level}`);
      expect([kind, code]).toEqual(['usage', 'rules']);
      expect(message).toContain(`${id} cannot be lowered to ${level}`);
      expect(cure).toContain('read-back');
    }
    expect(severityOf(ruleSettings('mos', `${id}: error`), id)).toBe('error');
  });

  test.each([
    ['service_name: off', 'there is no rule "service_name"', 'Did you mean service-name?'],
    ['no-bootkitt: off', 'there is no rule "no-bootkitt"', 'Did you mean no-bootkit?'],
    ['whatever-it-is-called: off', 'there is no rule "whatever-it-is-called"', 'docs/rules.md'],
    ['17: off', 'there is no rule "17"', 'docs/rules.md'],
    ['__proto__: off', 'there is no rule "__proto__"', 'docs/rules.md'],
    ['hostfs: warn', 'the rule hostfs cannot be "warn"', 'off, notice, warning, error'],
    ['hostfs: false', 'the rule hostfs cannot be "false"', 'off, notice, warning, error'],
    ['hostfs:', 'the rule hostfs cannot be "null"', 'off, notice, warning, error'],
    ['hostfs: [off]', 'the rule hostfs cannot be', 'off, notice, warning, error'],
    ['hostfs: OFF', 'the rule hostfs cannot be "OFF"', 'off, notice, warning, error'],
    ['- hostfs', 'it is not a mapping', 'one rule a line'],
    ['hostfs', 'it is not a mapping', 'one rule a line'],
    ['hostfs: off\nhostfs: error', 'it is not YAML', 'one rule a line'],
    ['hostfs: [', 'it is not YAML', 'one rule a line'],
    ['hostfs: off\n---\nproduct: off', 'it is not YAML', 'one rule a line'],
  ])('refuses %j', (text, what, cure) => {
    const found = failure('mos', text);
    expect([found.kind, found.code]).toEqual(['usage', 'rules']);
    expect(found.message).toContain(what);
    expect(found.message).not.toMatch(/\n/);
    expect(found.cure).toContain(cure);
  });

  test('an alias has no meaning here', () => expect(failure('mos', 'a: &a off\nhostfs: *a').kind).toBe('usage'));
});
