"""Journals as the macros of astronomy name them: ``\\mnras``, ``\\prb``.

Source: AASTeX's list of journal macros, which the Astrophysics Data System writes into its BibTeX.
"""

_NAMES = """actaa Acta Astron.|aj AJ|ao Appl. Opt.|aap A&A|aapr A&A Rev.|aaps A&AS|aplett Astrophys. Lett.|apj ApJ|apjl ApJL
apjlett ApJL|apjs ApJS|apjsupp ApJS|applopt Appl. Opt.|apspr Astrophys. Space Phys. Res.|apss Ap&SS|araa ARA&A|azh AZh
baas BAAS|bac BAICz|bain BAN|caa Chinese Astron. Astrophys.|cjaa Chinese J. Astron. Astrophys.|fcp Fund. Cosmic Phys.
gca Geochim. Cosmochim. Acta|grl Geophys. Res. Lett.|iaucirc IAU Circ.|icarus Icarus|jcap JCAP|jcp J. Chem. Phys.
jgr J. Geophys. Res.|jqsrt JQSRT|jrasc JRASC|memras MmRAS|memsai MmSAI|mnras MNRAS|nat Nature|nar New Astron. Rev.
nphysa Nucl. Phys. A|pasa PASA|pasj PASJ|pasp PASP|physrep Phys. Rep.|physscr Phys. Scr.|planss Planet. Space Sci.
pra Phys. Rev. A|prb Phys. Rev. B|prc Phys. Rev. C|prd Phys. Rev. D|pre Phys. Rev. E|prl Phys. Rev. Lett.
procspie Proc. SPIE|psj PSJ|qjras QJRAS|rmxaa Rev. Mex. Astron. Astrofis.|skytel S&T|solphys Sol. Phys.
sovast Soviet Astron.|ssr Space Sci. Rev.|zap ZAp"""
JOURNALS = dict(entry.split(" ", 1) for entry in _NAMES.replace("\n", "|").split("|"))
"""Commands, without their backslash, and what they print."""
