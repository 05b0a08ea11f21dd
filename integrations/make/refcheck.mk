# Check reference lists by make:
#
#     REFERENCES = paper/references.bib thesis.tex
#     include refcheck.mk
#
# `make check-references` makes refcheck/FILE.ok of each FILE if no finding is at or above --fail-on (by default an error); what
# needs it waits. Only what changed is checked again. A registry that could not be reached (exit code 3) stops nothing.

REFCHECK ?= refcheck
REFCHECK_OPTIONS ?=

.PHONY: check-references
check-references: $(REFERENCES:%=refcheck/%.ok)

refcheck/%.ok: %
	@mkdir -p '$(@D)'; code=0; \
	$(REFCHECK) check '$<' $(REFCHECK_OPTIONS) --format json --output 'refcheck/$*.json' --quiet || code=$$?; \
	case $$code in 0 | 1 | 3) ;; *) exit $$code ;; esac; \
	$(REFCHECK) report 'refcheck/$*.json' --format html --output 'refcheck/$*.html' && \
	$(REFCHECK) report 'refcheck/$*.json' && \
	[ $$code -ne 1 ] && touch '$@'
