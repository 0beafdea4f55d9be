<?xml version="1.0" encoding="UTF-8"?>
<!-- A schema as a part of a page in mdoc: every element, attribute, word and type with what the schema says
     of it (its documentation, else the comment before it), so that the page lacks no setting. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xsl:output method="text" encoding="UTF-8"/>

  <!-- A line of text that mdoc takes as it stands. -->
  <xsl:template name="plain">
    <xsl:param name="text"/>
    <xsl:text>\&amp;</xsl:text>
    <xsl:call-template name="escaped"><xsl:with-param name="text" select="normalize-space($text)"/></xsl:call-template>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>
  <xsl:template name="escaped">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="contains($text, '\')">
        <xsl:value-of select="concat(substring-before($text, '\'), '\e')"/>
        <xsl:call-template name="escaped"><xsl:with-param name="text" select="substring-after($text, '\')"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What the schema says of the node. -->
  <xsl:template name="said">
    <xsl:variable name="above" select="preceding-sibling::node()[not(self::text()[normalize-space() = ''])][1]"/>
    <xsl:variable name="behind" select="following-sibling::node()[not(self::text()[not(contains(., '&#10;'))])][1]"/>
    <xsl:choose>
      <xsl:when test="xs:annotation">
        <xsl:call-template name="plain"><xsl:with-param name="text" select="xs:annotation/xs:documentation"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="$behind/self::comment()">
        <xsl:call-template name="plain"><xsl:with-param name="text" select="$behind"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="$above/self::comment() and contains($above/preceding-sibling::node()[1], '&#10;')">
        <xsl:call-template name="plain"><xsl:with-param name="text" select="$above"/></xsl:call-template>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- A name without the prefix of its namespace. -->
  <xsl:template name="local">
    <xsl:choose>
      <xsl:when test="contains(., ':')"><xsl:value-of select="substring-after(., ':')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- (type, whether it is needed and how often, its default) -->
  <xsl:template name="measure">
    <xsl:variable name="all">
      <xsl:if test="@type">
        <xsl:text>, </xsl:text>
        <xsl:for-each select="@type"><xsl:call-template name="local"/></xsl:for-each>
      </xsl:if>
      <xsl:if test="@use = 'required'">, needed</xsl:if>
      <xsl:if test="self::xs:attribute and not(@use)">, optional</xsl:if>
      <xsl:if test="@minOccurs = '0'">, optional</xsl:if>
      <xsl:if test="@maxOccurs = 'unbounded'">, any number</xsl:if>
      <xsl:if test="@maxOccurs and @maxOccurs != 'unbounded'">, up to <xsl:value-of select="@maxOccurs"/></xsl:if>
      <xsl:if test="@default">, default "<xsl:value-of select="@default"/>"</xsl:if>
      <xsl:if test="@fixed">, always "<xsl:value-of select="@fixed"/>"</xsl:if>
    </xsl:variable>
    <xsl:if test="$all != ''">
      <xsl:value-of select="concat('\&amp;(', substring($all, 3), ')&#10;')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="/xs:schema">
    <xsl:apply-templates select="xs:element"/>
    <xsl:apply-templates select="xs:complexType | xs:group | xs:attributeGroup"/>
    <xsl:apply-templates select="xs:simpleType"/>
  </xsl:template>

  <!-- What has a name of its own at the top is a chapter. -->
  <xsl:template match="/xs:schema/*">
    <xsl:text>.Ss </xsl:text>
    <xsl:choose>
      <xsl:when test="self::xs:element">The root </xsl:when>
      <xsl:when test="self::xs:simpleType">The value </xsl:when>
      <xsl:when test="self::xs:complexType">The element type </xsl:when>
      <xsl:otherwise>The group </xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="concat(@name, '&#10;')"/>
    <xsl:call-template name="said"/>
    <xsl:call-template name="parts"/>
  </xsl:template>

  <!-- All that stands in a node, but what stands in a part of it. -->
  <xsl:template name="parts">
    <xsl:variable name="depth" select="count(ancestor-or-self::*[@name])"/>
    <xsl:variable name="own" select=".//*[count(ancestor::*[@name]) = $depth]"/>
    <xsl:for-each select="$own[self::xs:extension][1]/@base | $own[self::xs:restriction][1]/@base | @type">
      <xsl:text>\&amp;Its kind is </xsl:text>
      <xsl:call-template name="local"/>
      <xsl:text>.&#10;</xsl:text>
    </xsl:for-each>
    <xsl:for-each select="$own[(self::xs:simpleType or self::xs:complexType) and not(@name)]/xs:annotation/xs:documentation">
      <xsl:call-template name="plain"><xsl:with-param name="text" select="."/></xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$own[self::xs:group or self::xs:attributeGroup][@ref]">
      <xsl:text>\&amp;The group </xsl:text>
      <xsl:for-each select="@ref"><xsl:call-template name="local"/></xsl:for-each>
      <xsl:text> is part of it.&#10;</xsl:text>
    </xsl:for-each>
    <xsl:for-each select="$own[self::xs:pattern]">
      <xsl:text>\&amp;It matches&#10;.Bd -literal -offset indent&#10;</xsl:text>
      <xsl:call-template name="plain"><xsl:with-param name="text" select="@value"/></xsl:call-template>
      <xsl:text>.Ed&#10;</xsl:text>
    </xsl:for-each>
    <xsl:for-each select="$own[self::xs:minInclusive or self::xs:maxInclusive or self::xs:minLength or self::xs:maxLength]">
      <xsl:text>\&amp;</xsl:text>
      <xsl:choose>
        <xsl:when test="self::xs:minInclusive">At least </xsl:when>
        <xsl:when test="self::xs:maxInclusive">At most </xsl:when>
        <xsl:when test="self::xs:minLength">Length at least </xsl:when>
        <xsl:otherwise>Length at most </xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="concat(@value, '.&#10;')"/>
    </xsl:for-each>
    <xsl:if test="$own[self::xs:enumeration or ((self::xs:element or self::xs:attribute) and @name)]">
      <xsl:text>.Bl -tag -width Ds&#10;</xsl:text>
      <xsl:for-each select="$own[self::xs:attribute][@name]">
        <xsl:value-of select="concat('.It Fa ', @name, ' No =&#10;')"/>
        <xsl:call-template name="measure"/>
        <xsl:call-template name="said"/>
        <xsl:call-template name="parts-of-part"/>
      </xsl:for-each>
      <xsl:for-each select="$own[self::xs:element][@name]">
        <xsl:value-of select="concat('.It Aq Cm ', @name, '&#10;')"/>
        <xsl:call-template name="measure"/>
        <xsl:call-template name="said"/>
        <xsl:call-template name="parts-of-part"/>
      </xsl:for-each>
      <xsl:for-each select="$own[self::xs:enumeration]">
        <xsl:text>.It Li \&amp;</xsl:text>
        <xsl:call-template name="escaped"><xsl:with-param name="text" select="@value"/></xsl:call-template>
        <xsl:text>&#10;</xsl:text>
        <xsl:call-template name="said"/>
      </xsl:for-each>
      <xsl:text>.El&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- Of one that has no named type of its own. -->
  <xsl:template name="parts-of-part">
    <xsl:if test="xs:complexType or xs:simpleType"><xsl:call-template name="parts"/></xsl:if>
  </xsl:template>
</xsl:stylesheet>
