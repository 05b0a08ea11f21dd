# Check reference lists as a step of a workflow:
#
#     include: "refcheck.smk"
#     rule all:
#         input: "refcheck/paper/references.bib.ok"
#
# refcheck/FILE.ok is made of FILE if no finding is at or above --fail-on (by default an error), so that what needs it waits.
# The reports are logs, which Snakemake keeps where a rule fails. A registry that could not be reached (exit code 3) stops nothing.

rule refcheck:
    input:
        "{list}",
    output:
        touch("refcheck/{list}.ok"),
    log:
        json="refcheck/{list}.json",
        html="refcheck/{list}.html",
    params:
        command=config.get("refcheck", {}).get("command", "refcheck"),
        options=config.get("refcheck", {}).get("options", ""),
    shell:
        """
        code=0
        {params.command} check {input:q} {params.options} --format json --output {log.json:q} --quiet || code=$?
        case $code in 0 | 1 | 3) ;; *) exit $code ;; esac
        {params.command} report {log.json:q} --format html --output {log.html:q}
        {params.command} report {log.json:q} >&2
        [ $code -ne 1 ]
        """
