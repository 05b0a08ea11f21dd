"""Places that publish much, for what a comma parts from a body's name: "Institute for Defence Studies, New Delhi"."""

from refcheck.parsing.vocabulary import any_of

PLACE = any_of(
    """
    almaty amsterdam ankara antwerp astana athens bangkok barcelona basel beijing beirut berlin bern bishkek bogotá bologna bonn
    boston brasília brussels bucharest budapest buenos_aires cairo cambridge canberra chicago copenhagen delhi dordrecht dublin
    dushanbe edinburgh florence frankfurt geneva göttingen hamburg hanoi heidelberg helsinki hong_kong islamabad istanbul jakarta
    jerusalem karachi kiev kyiv köln leiden leipzig lisboa lisbon london los_angeles madrid manila melbourne mexico_city milan
    milano moscow mumbai munich münchen nairobi new_delhi new_haven new_york oslo oxford paris philadelphia prague princeton
    rio_de_janeiro roma rome santiago seoul shanghai singapore sofia st._petersburg stanford stockholm stuttgart sydney são_paulo
    taipei tashkent tehran tokyo toronto utrecht vienna warsaw washington washington_dc wien zurich zürich москва
    """
)
